"""The Celery tasks of the queue: `run_job` (running.py), and what the clock starts here."""

from celery import shared_task
from django.conf import settings

from selfexam.jobs import broker, sweeper
from selfexam.jobs.running import run_job

__all__ = ["run_job", "sweep", "tidy_broker"]


@shared_task
def sweep() -> int:
    return sweeper.sweep()


@shared_task
def tidy_broker() -> int:
    return broker.clear_left_behind(settings.BROKER_FOLDER)
