"""Makes failed parts of a print run again, or sets the person aside whom a part could not print."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, NotAllowed
from certificates.domain.desk import institute_member
from certificates.domain.stalled import stalled
from certificates.models import PrintPart, PrintRun, RunPerson
from certificates.tasks import PRINT_PART, print_soon
from selfexam.accounts.actors import Actor

State = PrintPart.State
AFRESH = {
    "state": State.WAITING,
    "attempt": F("attempt") + 1,
    "problem": "",
    "problem_with": None,
    "file": "",
    "sha256": "",
    "bytes": 0,
    "pages": 0,
    "done_at": None,
}


def parts_to_make_again(run: PrintRun) -> list[PrintPart]:
    """Parts that failed, and parts that wait for a job that does not exist any more."""
    parts = list(run.parts.exclude(state=State.DONE).order_by("pk"))
    lost = stalled(PRINT_PART, [part.uuid for part in parts if part.state == State.WAITING])
    return [part for part in parts if part.state == State.FAILED or part.uuid in lost]


@transaction.atomic
def make_again(run: PrintRun, *, by: Actor) -> int:
    """Queue those parts once more; returns how many. Done parts are left alone."""
    institute_member(by)
    count = 0
    for part in parts_to_make_again(run):
        # Conditional: the part may have been started by somebody else since it was read.
        if PrintPart.objects.filter(pk=part.pk, state=part.state, attempt=part.attempt).update(**AFRESH):
            print_soon(part)
            count += 1
    if not count:
        raise AlreadyDone("没有需要再次生成的册")
    return count


@transaction.atomic
def set_aside(part: PrintPart, *, by: Actor) -> RunPerson:
    """Take the person named by a failed part out of the run; every part that held the person is made again.

    The person stays 已注册 and goes into a later run, after the record is corrected or a font has the character.
    """
    institute_member(by)
    part = PrintPart.objects.select_related("run").get(pk=part.pk)
    if part.run.confirmed_at is not None:
        raise NotAllowed("这次打印已经确认，不能再移出考生")
    if part.state != State.FAILED or part.problem_with_id is None:
        raise AlreadyDone("这一册没有需要移出的考生")
    place = RunPerson.objects.get(run_id=part.run_id, application_id=part.problem_with_id)
    moved = RunPerson.objects.filter(pk=place.pk, set_aside_at=None)
    if not moved.update(set_aside_at=timezone.now(), set_aside_why=part.problem[:200], live=False):
        raise AlreadyDone("这位考生已经移出")
    remember(place.application, "移出打印批", by=by, note=part.problem, action="print")
    _remake_parts_with(place)
    return place


def _remake_parts_with(place: RunPerson) -> None:
    with_person = PrintPart.objects.filter(
        run_id=place.run_id,
        school_id=place.school_id,
        programme_id=place.programme_id,
        first__lte=place.position,
        last__gte=place.position,
    )
    # A part whose only person leaves has nothing to print.
    with_person.filter(people=1).delete()
    with_person.update(people=F("people") - 1, **AFRESH)
    for part in with_person:
        print_soon(part)
