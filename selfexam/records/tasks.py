"""Background work of this room: comparing and importing uploaded files."""

from datetime import timedelta

from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import RunningJob, handles
from selfexam.records.models import RecordUpload

COMPARE_UPLOAD = "compare_upload"
IMPORT_UPLOAD = "import_upload"


@handles(COMPARE_UPLOAD, lease=timedelta(minutes=10), attempts=3)
def compare_upload(job: RunningJob) -> None:
    from selfexam.records.importing.uploaded import compare

    compare(int(job.ids["upload"]), progress=job.progress, finishing=job.finishing)


@handles(IMPORT_UPLOAD, lease=timedelta(minutes=10), attempts=3)
def import_upload(job: RunningJob) -> None:
    from selfexam.records.importing.uploaded import bring_in

    bring_in(int(job.ids["upload"]), finishing=job.finishing)


def compare_soon(upload: RecordUpload) -> None:
    enqueue(COMPARE_UPLOAD, subject=str(upload.uuid), upload=upload.pk)


def import_soon(upload: RecordUpload) -> None:
    enqueue(IMPORT_UPLOAD, subject=str(upload.uuid), upload=upload.pk)
