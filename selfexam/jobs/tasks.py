"""The two Celery tasks of the house: run a job, sweep the queue. Both are only wake-ups."""

from celery import shared_task

from selfexam.jobs import runner, sweeper


@shared_task
def run_job(job_id: int) -> bool:
    return runner.run(job_id)


@shared_task
def sweep() -> int:
    return sweeper.sweep()
