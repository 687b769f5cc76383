"""Makes the PDF of one part of a print run exactly once: people in, file out, state by a conditional update.

Called by tasks.py. A part that was changed while it was being made (somebody set aside) is made anew.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.utils import timezone

from certificates.keeping import keep
from certificates.models import PrintPart
from certificates.sheets import CannotPrint, print_sheets

State = PrintPart.State
MOST_TURNS = 5


def make_part(part_pk: int, *, finishing: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
    """Make the part if it waits. `finishing` ends the job in the transaction that writes the result."""
    for _ in range(MOST_TURNS):
        parts = PrintPart.objects.select_related("run__batch", "school", "programme")
        part = parts.filter(pk=part_pk, state=State.WAITING).first()
        if part is None:
            return
        result = _result(part)
        try:
            with finishing():
                as_read = PrintPart.objects.filter(pk=part.pk, state=State.WAITING, attempt=part.attempt)
                if not as_read.update(**result):
                    raise Overtaken
        except Overtaken:
            continue
        return


class Overtaken(Exception):
    """The part changed or was made by somebody else; whatever was about to be written is rolled back."""


def _result(part: PrintPart) -> dict[str, Any]:
    """What to write: the file, or the sentence that says why there is none."""
    try:
        printed = print_sheets(part)
    except CannotPrint as problem:
        return {"state": State.FAILED, "problem": problem.sentence[:300], "problem_with": problem.application}
    name, digest, size = keep("print-parts", part.uuid, ".pdf", lambda target: target.write(printed.pdf))
    return {
        "state": State.DONE,
        "file": name,
        "sha256": digest,
        "bytes": size,
        "pages": printed.pages,
        "done_at": timezone.now(),
    }
