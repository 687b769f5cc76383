"""The message that wakes a worker for one job; the row decides whether there is anything to do."""

from celery import shared_task

from selfexam.jobs import runner


@shared_task
def run_job(job_id: int) -> bool:
    return runner.run(job_id)
