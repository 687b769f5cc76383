"""Work that the clock starts: thin tasks, and how many seconds lie between two starts."""

from celery import shared_task

from applications.domain import lapse, remind_papers, retention, standing
from applications.domain.exemptions import end, free

EVERY: dict[str, tuple[str, int]] = {
    "void-what-is-unpaid-at-the-deadline": ("applications.schedule.lapse_overdue", 60),
    "end-exemptions-nobody-paid-or-corrected": ("applications.schedule.end_exemptions", 60),
    "audit-what-a-changed-record-touches": ("applications.schedule.weigh_stale", 60),
    "remind-of-missing-papers": ("applications.schedule.remind_of_papers", 3600),
    "remove-superseded-uploads": ("applications.schedule.remove_superseded", 3600),
}


@shared_task
def lapse_overdue() -> int:
    return lapse.lapse_overdue()


@shared_task
def end_exemptions() -> int:
    return free.let_free_ones_through() + end.end_overdue()


@shared_task
def remind_of_papers() -> int:
    return remind_papers.remind_of_papers()


@shared_task
def remove_superseded() -> int:
    return retention.remove_superseded()


@shared_task
def weigh_stale() -> int:
    """A mark set in the moment a job ended has no job of its own."""
    return standing.weigh_stale()
