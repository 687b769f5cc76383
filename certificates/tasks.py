"""Background work of this room: thin handlers that hand an id to the worker that does it, and who queues them."""

from datetime import timedelta

from certificates.models import PrintPart, PrintRun, RegistrationPackage, RegistrationReply
from selfexam.accounts.models import User
from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import RunningJob, handles

BUILD_PACKAGE = "build_registration_package"
REGISTER_ACCEPTED = "register_accepted"
PRINT_PART = "print_part"
MARK_PRINTED = "mark_printed"


@handles(BUILD_PACKAGE, lease=timedelta(minutes=10), attempts=3)
def build_package(job: RunningJob) -> None:
    from certificates.packages import build_package as build

    build(int(job.ids["package"]), progress=job.progress, finishing=job.finishing)


@handles(REGISTER_ACCEPTED, lease=timedelta(minutes=10), attempts=5)
def register_accepted(job: RunningJob) -> None:
    from certificates.steps import register_accepted as register

    register(int(job.ids["reply"]), by=job.ids.get("by"), progress=job.progress)


@handles(PRINT_PART, lease=timedelta(minutes=5), attempts=3)
def print_part(job: RunningJob) -> None:
    from certificates.parts import make_part

    make_part(int(job.ids["part"]), finishing=job.finishing)


@handles(MARK_PRINTED, lease=timedelta(minutes=10), attempts=5)
def mark_printed(job: RunningJob) -> None:
    from certificates.steps import mark_printed as mark

    mark(int(job.ids["run"]), by=job.ids.get("by"), progress=job.progress)


def build_soon(package: RegistrationPackage) -> None:
    enqueue(BUILD_PACKAGE, subject=str(package.uuid), package=package.pk)


def register_soon(reply: RegistrationReply, by: User) -> None:
    """In the name of `by`. Raises NotTheSameWork while it runs in somebody else's."""
    enqueue(REGISTER_ACCEPTED, subject=str(reply.uuid), reply=reply.pk, by=by.pk)


def print_soon(part: PrintPart) -> None:
    enqueue(PRINT_PART, subject=str(part.uuid), part=part.pk)


def mark_soon(run: PrintRun, by: User) -> None:
    """As `register_soon`."""
    enqueue(MARK_PRINTED, subject=str(run.uuid), run=run.pk, by=by.pk)
