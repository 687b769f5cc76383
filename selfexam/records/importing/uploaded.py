"""Compares an uploaded file with the database, and imports it if the difference is still the one that was shown.

Called by the background jobs. Comparing writes nothing but its own result; importing is one transaction with the end
of its job, so a worker killed at any moment leaves either all of it or nothing.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.run import Named, compare_file, import_files
from selfexam.records.models import RecordUpload

State = RecordUpload.State
# What a person has looked at before pressing 导入; a file's warnings and lists of missing rows may change freely.
_SHOWN = ("kind", "rows", "added", "changed", "unchanged", "changes")
KINDS = ("考籍", "成绩", "前置学历核对")
Finishing = Callable[[], AbstractContextManager[None]]


def compare(upload_id: int, *, progress: Callable[[int, int], None], finishing: Finishing) -> None:
    upload = RecordUpload.objects.get(pk=upload_id)
    if upload.state != State.CHECKING:
        return
    told = _told(compare_file(_named(upload), KINDS, lambda file, done, total: progress(done, total)))
    with finishing():
        checking = RecordUpload.objects.filter(pk=upload_id, state=State.CHECKING)
        checking.update(state=_state(told), outcomes=told)


def bring_in(upload_id: int, *, finishing: Finishing) -> None:
    upload = RecordUpload.objects.get(pk=upload_id)
    if upload.state != State.IMPORTING:
        return
    with finishing():
        importing = RecordUpload.objects.filter(pk=upload_id, state=State.IMPORTING)
        told, is_as_shown = _import(upload)
        if not is_as_shown:
            importing.update(state=_state(told), outcomes=told, is_stale=True, imported_by=None)
            return
        storage, name = upload.file.storage, str(upload.file.name)
        importing.update(state=State.DONE, outcomes=told, is_stale=False, file="", ended_at=timezone.now())
        transaction.on_commit(partial(storage.delete, name))


def _import(upload: RecordUpload) -> tuple[list[dict[str, Any]], bool]:
    """What importing said, and whether it stands: anything but the difference that was shown is undone."""
    with transaction.atomic():
        told = _told(import_files([_named(upload)], by_id=upload.imported_by_id))
        is_as_shown = _state(told) == State.READY and _shown(told) == _shown(upload.outcomes)
        if not is_as_shown:
            transaction.set_rollback(True)
    return told, is_as_shown


def _named(upload: RecordUpload) -> Named:
    return Named(Path(upload.file.path), upload.name)


def _state(told: Sequence[dict[str, Any]]) -> str:
    return State.WRONG if any(outcome["problems"] for outcome in told) else State.READY


def _shown(told: Sequence[dict[str, Any]]) -> list[list[Any]]:
    return [[outcome[name] for name in _SHOWN] for outcome in told]


def _told(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Problems as place and sentence; everything else as it is."""
    return [asdict(outcome) | {"problems": [asdict(p) for p in outcome.problems]} for outcome in outcomes]
