"""A school's queue: the page that a reviewer opens all day, with few and with many applications behind it."""

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.bench.people import people
from selfexam.bench.registry import Stopwatch, bench
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord

TIMES = 10


@bench("queue", sizes=(200, 2000))
def queue(watch: Stopwatch) -> None:
    """Milliseconds and queries a page; both should hardly grow with the queue."""
    keys = people(watch.size)
    records = StudentRecord.objects.filter(pk__in=keys)
    school = records[0].school
    batch = Batch.objects.get(code="demo-now")
    now = timezone.now()
    Application.objects.bulk_create(
        Application(
            batch=batch,
            record=record,
            school=school,
            status=Status.SUBMITTED,
            first_submitted_at=now,
            submitted_at=now,
            declared_at=now,
        )
        for record in records
    )
    reviewer, _ = User.objects.get_or_create(
        username="bench", defaults={"name": "测量", "role": Role.SCHOOL_REVIEWER, "school": school}
    )
    # File names without their hash: measuring must not depend on whether collectstatic was run.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        _ask(watch, reviewer, records[0].admission_number)


def _ask(watch: Stopwatch, reviewer: User, admission_number: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(reviewer, backend="selfexam.accounts.backends.PortalBackend")
    client.get(reverse("review:queue"))
    with watch("bare: start page", TIMES):
        for _ in range(TIMES):
            client.get(reverse("schools"))
    with watch("queue page", TIMES):
        for _ in range(TIMES):
            client.get(reverse("review:queue"))
    with watch("search by 准考证号", TIMES):
        for _ in range(TIMES):
            client.get(reverse("review:queue"), {"q": admission_number})
