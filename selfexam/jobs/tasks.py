"""The Celery tasks of the house: run a job, sweep the queue. They are wake-ups, the row decides."""

from celery import shared_task
from django.conf import settings

from selfexam.jobs import broker, runner, sweeper


@shared_task
def run_job(job_id: int) -> bool:
    return runner.run(job_id)


@shared_task
def sweep() -> int:
    return sweeper.sweep()


@shared_task
def tidy_broker() -> int:
    return broker.clear_left_behind(settings.BROKER_FOLDER)
