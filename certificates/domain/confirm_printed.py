"""The institute confirms that all of a run is on paper; its people become 已打印 in the background (notice 一(四))."""

from django.db import transaction
from django.utils import timezone

from applications.domain.refusals import AlreadyDone, NotAllowed
from certificates.domain.desk import institute_member
from certificates.models import PrintPart, PrintRun
from certificates.tasks import mark_soon
from selfexam.accounts.actors import Actor
from selfexam.jobs.queue import NotTheSameWork


def refusal_to_confirm(run: PrintRun) -> str | None:
    """Why a run cannot be confirmed just now; the page shows the same sentence beside its button."""
    left = run.parts.exclude(state=PrintPart.State.DONE).count()
    return f"还有 {left} 册没有生成，全部生成后才能确认" if left else None


@transaction.atomic
def confirm_printed(run: PrintRun, *, by: Actor) -> None:
    """Close the run once and queue the PRINT step of everybody in it."""
    actor = institute_member(by)
    PrintRun.objects.select_for_update().get(pk=run.pk)
    if run.confirmed_at is None and (sentence := refusal_to_confirm(run)):
        raise NotAllowed(sentence)
    claimed = PrintRun.objects.filter(pk=run.pk, confirmed_at=None)
    if not claimed.update(confirmed_at=timezone.now(), confirmed_by=actor):
        raise AlreadyDone("这次打印已经确认，不需要再做一次")
    run.persons.filter(live=True).update(live=False)
    mark_soon(run, actor)


def mark_again(run: PrintRun, *, by: Actor) -> None:
    """Queue the PRINT steps once more, for people whom the background task left behind."""
    actor = institute_member(by)
    if run.confirmed_at is None:
        raise NotAllowed("这次打印还没有确认")
    try:
        mark_soon(run, actor)
    except NotTheSameWork as running:
        raise AlreadyDone("正在逐人登记，请稍后刷新查看") from running
