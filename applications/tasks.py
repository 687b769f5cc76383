"""Background work of the application: thin handlers that hand an id to the worker that decides."""

from datetime import timedelta

from django.db import transaction

from applications.idcards.switch import queue_of_cards
from applications.models import Application, Crop, Notice, RuleTrial
from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import RunningJob, handles

CHECK_PHOTO = "check_photo"
PROPOSE_CROP = "propose_crop"
LOOK_AT_CARD = "look_at_card"
READ_CARD = "read_card"
SEND_NOTICE = "send_notice"
TRY_RULES = "try_photo_rules"
LIKEN_APPRAISAL = "liken_appraisal"


@handles(CHECK_PHOTO, lease=timedelta(seconds=60), attempts=5)
def check_photo(job: RunningJob) -> None:
    from applications.photos.checking import check_photo as check
    from applications.photos.likening import liken

    check(int(job.ids["photo"]))
    liken(int(job.ids["photo"]))
    # After a verdict that was there already too: the first worker may have died between the two.
    for crop in Crop.objects.filter(photo=job.ids["photo"], state=Crop.State.PENDING):
        with transaction.atomic():
            enqueue(PROPOSE_CROP, subject=str(crop.uuid), crop=crop.pk)


@handles(PROPOSE_CROP, lease=timedelta(seconds=60), attempts=5)
def propose_crop(job: RunningJob) -> None:
    from applications.photos.offering import offer_crop

    offer_crop(int(job.ids["crop"]))


@handles(LOOK_AT_CARD, lease=timedelta(seconds=60), attempts=5)
def look_at_card(job: RunningJob) -> None:
    from applications.idcards.checking import look_at

    look_at(int(job.ids["reading"]))


@handles(READ_CARD, lease=timedelta(seconds=120), attempts=3, queue=queue_of_cards)
def read_card(job: RunningJob) -> None:
    from applications.idcards.checking import read

    read(int(job.ids["reading"]))


@handles(SEND_NOTICE, lease=timedelta(seconds=60), attempts=8)
def send_notice(job: RunningJob) -> None:
    from applications.mailing import deliver

    deliver(int(job.ids["notice"]))


@handles(TRY_RULES, lease=timedelta(minutes=5), attempts=5)
def try_photo_rules(job: RunningJob) -> None:
    from applications.photos.trying import try_rules

    try_rules(int(job.ids["trial"]), progress=job.progress, finishing=job.finishing)


@handles(LIKEN_APPRAISAL, lease=timedelta(seconds=60), attempts=5)
def liken_appraisal(job: RunningJob) -> None:
    from applications.appraisals.likening import liken_appraisal as liken

    liken(int(job.ids["application"]))


def liken_soon(application: Application) -> None:
    """Queue the comparison of what was handed in, in the transaction that handed it in."""
    subject = f"{application.uuid} {application.version}"
    enqueue(LIKEN_APPRAISAL, subject=subject, application=application.pk)


def send_soon(notice: Notice) -> None:
    """Queue the delivery of `notice`, in the transaction that wrote it."""
    enqueue(SEND_NOTICE, subject=str(notice.uuid), notice=notice.pk)


def try_soon(trial: RuleTrial) -> None:
    """Queue a trial of photo rules, or what is left of it, in the transaction that asked for it."""
    enqueue(TRY_RULES, subject=str(trial.uuid), trial=trial.pk)
