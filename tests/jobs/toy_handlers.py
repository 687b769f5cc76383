"""A handler that only the crash test's worker knows: it works a while and then writes one row."""

import time
from datetime import timedelta

from django.db import connection

from selfexam.jobs.registry import RunningJob, handles


@handles("toy-crash", lease=timedelta(seconds=2), attempts=6)
def write_one_row(job: RunningJob) -> None:
    time.sleep(0.4)
    with job.finishing(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO toy_effect (number) VALUES (%s)", [job.ids["number"]])


@handles("toy-apart", lease=timedelta(seconds=30), attempts=2, queue=lambda: "apart")
def write_apart(job: RunningJob) -> None:
    write_one_row(job)
