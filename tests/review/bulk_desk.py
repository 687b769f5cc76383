"""A reviewer at the bulk pass: what is picked, posted and found."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from applications.models import Application, AuditStanding, Photo
from review import clean
from review.clean import sort_out
from review.domain.bulk_pass import start_bulk_pass
from review.filters import Filters
from review.models import BulkPass
from review.queries import queue
from selfexam.accounts.models import User
from tests.cast import Cast

Sign = Callable[[User], Client]


RunJobs = Callable[..., list[str]]


BULK = "/review/first/bulk/"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def picks(*applications: Application) -> Mapping[UUID, int]:
    return {application.uuid: application.version for application in applications}


def posted(*applications: Application, **more: str) -> dict[str, Any]:
    return {"pick": [f"{uuid}:{version}" for uuid, version in picks(*applications).items()], **more}


def start(cast: Cast, *applications: Application) -> BulkPass:
    return start_bulk_pass(cast.batch, picks(*applications), confirmed=True, by=cast.reviewer)


def statuses(*applications: Application) -> list[str]:
    found = dict(Application.objects.values_list("pk", "status"))
    return [found[application.pk] for application in applications]


def sorted_out(cast: Cast) -> clean.Sorted:
    return sort_out(queue(Application.objects.visible_to(cast.reviewer), Filters()), cast.reviewer)


def spoil_audit(application: Application, cast: Cast) -> None:
    AuditStanding.objects.filter(application=application).update(verdict=AuditStanding.Verdict.REVIEW)


def spoil_photo(application: Application, cast: Cast) -> None:
    Photo.objects.filter(application=application).update(verdict=Photo.Verdict.WARN)
