"""Work that the clock starts: thin tasks, and how many seconds lie between two starts."""

from celery import shared_task

from applications.domain import lapse, retention

EVERY: dict[str, tuple[str, int]] = {
    "void-what-is-unpaid-at-the-deadline": ("applications.schedule.lapse_overdue", 60),
    "remove-superseded-uploads": ("applications.schedule.remove_superseded", 3600),
}


@shared_task
def lapse_overdue() -> int:
    return lapse.lapse_overdue()


@shared_task
def remove_superseded() -> int:
    return retention.remove_superseded()
