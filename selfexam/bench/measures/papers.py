"""The list of paper materials of a school: states of everybody worked out, one page of lines, the whole workbook."""

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, MaterialRule, Paper
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.bench.people import people
from selfexam.bench.registry import Stopwatch, bench
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord

TIMES = 5


@bench("papers", sizes=(200, 2000))
def papers(watch: Stopwatch) -> None:
    """Milliseconds and queries a page; half of the people have brought half of their papers."""
    records = StudentRecord.objects.filter(pk__in=people(watch.size)).defer("id_number")
    school, batch, now = records[0].school, Batch.objects.get(code="demo-now"), timezone.now()
    common = {"batch": batch, "school": school, "status": Status.SUBMITTED}
    times = {"first_submitted_at": now, "submitted_at": now, "declared_at": now}
    made = Application.objects.bulk_create(
        (Application(record=record, **common, **times) for record in records), batch_size=2000
    )
    reviewer, _ = User.objects.get_or_create(
        username="bench", defaults={"name": "测量", "role": Role.SCHOOL_REVIEWER, "school": school}
    )
    lines = list(MaterialRule.objects.filter(route="individual", level="5", block="graduation"))[:2]
    by = {"by": reviewer, "at": now, "school": school}
    Paper.objects.bulk_create(
        (
            Paper(application=one, line=line.line, block=line.block, name=line.name, copies=1, **by)
            for one in made[::2]
            for line in lines
        ),
        batch_size=2000,
    )
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        _ask(watch, reviewer, str(made[0].uuid))


def _ask(watch: Stopwatch, reviewer: User, uuid: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(reviewer, backend="selfexam.accounts.backends.PortalBackend")
    client.get(reverse("review:papers-list"))
    for label, address, times in (
        ("bare: start page", reverse("schools"), TIMES),
        ("one person's list", reverse("review:papers-sheet", args=[uuid]), TIMES),
        ("list, 100 a page", reverse("review:papers-list"), TIMES),
        ("workbook", reverse("review:papers-list-file"), 1),
    ):
        with watch(label, times):
            for _ in range(times):
                client.get(address)
