"""Background work of the application: thin handlers that hand an id to the worker that decides."""

from datetime import timedelta

from applications.models import Notice
from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import RunningJob, handles

CHECK_PHOTO = "check_photo"
SEND_NOTICE = "send_notice"


@handles(CHECK_PHOTO, lease=timedelta(seconds=60), attempts=5)
def check_photo(job: RunningJob) -> None:
    from applications.photos.checking import check_photo as check

    check(int(job.ids["photo"]))


@handles(SEND_NOTICE, lease=timedelta(seconds=60), attempts=8)
def send_notice(job: RunningJob) -> None:
    from applications.mailing import deliver

    deliver(int(job.ids["notice"]))


def send_soon(notice: Notice) -> None:
    """Queue the delivery of `notice`, in the transaction that wrote it."""
    enqueue(SEND_NOTICE, subject=str(notice.uuid), notice=notice.pk)
