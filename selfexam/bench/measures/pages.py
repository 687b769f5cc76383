"""The pages that desks open all day, with a full batch behind them: a tenth of `size` in one school.

`manage.py bench pages --sizes 20000 200000` measures the size of a large province.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.statuses import Status
from review.models import Claim
from selfexam.accounts.models import User
from selfexam.bench.full_batch import FullBatch, full_batch
from selfexam.bench.registry import Stopwatch, bench
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord

TIMES = 5
PAGE = 25


@bench("pages", sizes=(2_000, 20_000))
def pages(watch: Stopwatch) -> None:
    """Queries a page are constant; milliseconds should hardly grow with the batch."""
    made = full_batch(watch.size)
    if connection.vendor == "postgresql":
        # As the database does by itself some time after so many new rows.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if not connection.in_atomic_block else "ANALYZE")
    # File names without their hash: measuring must not depend on whether collectstatic was run.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        _school(watch, made)
        _institute(watch, made)


def _client(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


def _ask(watch: Stopwatch, label: str, ask: Callable[[], Any], times: int = TIMES) -> None:
    """One to warm up, then `times`. The note has the quickest, which a busy machine disturbs least, and this process's
    own share of an answer, without the database's."""
    ask()
    began, took = process_time(), []
    with watch(label, times):
        for _ in range(times):
            start = perf_counter()
            response = ask()
            took.append((perf_counter() - start) * 1000)
            if response.status_code not in (200, 302):
                raise RuntimeError(f"{label}: {response.status_code}")
    own = (process_time() - began) * 1000 / times
    watch.rows[-1] = replace(watch.rows[-1], note=f"quickest {min(took):.0f} ms, in Python {own:.0f} ms")


def _school(watch: Stopwatch, made: FullBatch) -> None:
    client, lead = _client(made.reviewer), _client(made.lead)
    mine = Application.objects.filter(school=made.school)
    queue, number = reverse("review:queue"), StudentRecord.objects.filter(school=made.school).order_by("pk")[0]
    last = max(-(-mine.count() // PAGE), 1)
    _ask(watch, "bare: start page", lambda: client.get(reverse("schools")))
    _ask(watch, "queue", lambda: client.get(queue))
    _in_a_hurry(watch, client, queue)
    _ask(watch, "queue, all states, last page", lambda: client.get(queue, {"state": "all", "page": str(last)}))
    _ask(watch, "queue, photo and audit doubtful", lambda: client.get(queue, {"photo": "warn", "audit": "review"}))
    _ask(watch, "search 准考证号", lambda: client.get(queue, {"state": "all", "q": number.admission_number}))
    _ask(watch, "search part of a name", lambda: client.get(queue, {"state": "all", "q": "晓禾"}))
    _ask(watch, "search ID number", lambda: client.get(queue, {"state": "all", "q": number.id_number}))
    _ask(watch, "next", lambda: client.post(reverse("review:next")))
    Claim.objects.all().delete()
    first = mine.filter(status=Status.SUBMITTED).order_by("submitted_at", "pk")[0]
    _ask(watch, "review page", lambda: client.get(reverse("review:first", args=[first.uuid])))
    _ask(watch, "bulk pass, preview", lambda: client.get(reverse("review:bulk")))
    _ask(watch, "lead's page", lambda: lead.get(reverse("review:desk")))


def _in_a_hurry(watch: Stopwatch, client: Client, queue: str) -> None:
    """In the last days the order looks at verdicts too."""
    batch = Batch.objects.get(code="demo-now")
    soon, now = timezone.now() + timedelta(days=1), Batch.objects.filter(pk=batch.pk)
    now.update(apply_until=soon, review_until=soon)
    _ask(watch, "queue in the last days", lambda: client.get(queue))
    _ask(watch, "next in the last days", lambda: client.post(reverse("review:next")))
    now.update(apply_until=batch.apply_until, review_until=batch.review_until)


def _institute(watch: Stopwatch, made: FullBatch) -> None:
    client, search = _client(made.institute), reverse("review:search")
    last = max(-(-Application.objects.filter(batch=made.batch).count() // PAGE), 1)
    _ask(watch, "institute: overview", lambda: client.get(reverse("review:overview")))
    _ask(watch, "institute: search, all", lambda: client.get(search))
    _ask(watch, "institute: search, all, last page", lambda: client.get(search, {"page": str(last)}))
    _ask(watch, "institute: search, one state", lambda: client.get(search, {"state": Status.RETURNED}))
    _ask(watch, "institute: search part of a name", lambda: client.get(search, {"q": "晓禾"}))
    _ask(watch, "institute: audits", lambda: client.get(reverse("review:audits")))
