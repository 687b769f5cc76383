"""Takes one step of the workflow for many people, one transaction a person, so that it can be stopped and run again.

Called by tasks.py after results were applied (电子注册) and after a print run was confirmed (打印完成).
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.lifecycle import advance
from applications.domain.refusals import Refused
from applications.models import Application
from applications.statuses import Status
from applications.workflow import Action
from certificates.models import Certificate, PrintRun, RegistrationReply
from certificates.queries import not_yet_printed
from selfexam.accounts.models import User
from selfexam.records.domain.graduation import graduate

Progress: TypeAlias = Callable[[int, int], None]


def register_accepted(reply_pk: int, *, by: int | None = None, progress: Progress | None = None) -> int:
    """REGISTER everybody accepted in the package of this reply who is not registered yet; returns how many.

    In the name of whoever imported it, or of `by`, who had it done again: the first account may be stopped by then.
    """
    reply = RegistrationReply.objects.select_related("package__batch", "applied_by").get(pk=reply_pk)
    if reply.applied_by is None:
        return 0
    waiting = Application.objects.filter(
        registration_entries__package=reply.package, registration_entries__result="accepted", status=Status.APPROVED
    )
    actor = User.objects.get(pk=by) if by else reply.applied_by
    return _each(waiting.values_list("uuid", flat=True), _register, actor, str(reply.package), progress)


def mark_printed(run_pk: int, *, by: int | None = None, progress: Progress | None = None) -> int:
    """PRINT everybody of a confirmed run who was not set aside; returns how many. `by` as above."""
    run = PrintRun.objects.select_related("batch", "confirmed_by").get(pk=run_pk)
    if run.confirmed_by is None:
        return 0
    actor = User.objects.get(pk=by) if by else run.confirmed_by
    return _each(not_yet_printed(run).values_list("uuid", flat=True), _print, actor, str(run), progress)


def _each(
    uuids: Iterable[UUID], step: Callable[[UUID, User, str], object], by: User, note: str, progress: Progress | None
) -> int:
    """A person whom the workflow refuses (overtaken meanwhile) does not stop the others."""
    people, taken = list(uuids), 0
    for done, uuid in enumerate(people, 1):
        try:
            step(uuid, by, note)
        except Refused:
            continue
        finally:
            if progress is not None:
                progress(done, len(people))
        taken += 1
    return taken


@transaction.atomic
def _register(uuid: UUID, by: User, note: str) -> None:
    certificate = Certificate.objects.get(application__uuid=uuid)
    application = advance(uuid, Action.REGISTER, by=by, note=note, changes={"certificate_number": certificate.number})
    Certificate.objects.filter(pk=certificate.pk, registered_at=None).update(registered_at=timezone.now())
    graduate(application.record, on=application.batch.graduation_date)


def _print(uuid: UUID, by: User, note: str) -> None:
    advance(uuid, Action.PRINT, by=by, note=note)
