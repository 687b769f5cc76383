"""The cast of this room: one institute, two schools, a few graduates; files go to a folder that is thrown away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from applications.models import Application
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, Programme, School
from tests.certificates import people


@pytest.fixture(autouse=True)
def private_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "private"
    default_storage.exists("nothing")  # builds the lazy storage
    for name in ("base_location", "location"):
        monkeypatch.setitem(default_storage._wrapped.__dict__, name, str(root))
    return root


@pytest.fixture
def batch(db: None) -> Batch:
    return people.make_batch()


@pytest.fixture
def school(db: None) -> School:
    return people.make_school()


@pytest.fixture
def other_school(db: None) -> School:
    return people.make_school("90002", "范例师范学院")


@pytest.fixture
def programme(db: None) -> Programme:
    return people.make_programme()


@pytest.fixture
def institute(db: None) -> User:
    return people.institute()


@pytest.fixture
def teacher(school: School) -> User:
    return people.school_staff(school)


@pytest.fixture
def outsider(other_school: School) -> User:
    return people.school_staff(other_school, "outsider")


@pytest.fixture
def graduates(batch: Batch, school: School, programme: Programme) -> Callable[..., list[Application]]:
    """`graduates(5)`: five approved people of the school; `start` keeps their numbers apart."""

    def make(count: int, *, start: int = 1, status: str = Status.APPROVED, **changes: Any) -> list[Application]:
        place = {"batch": batch, "school": school, "programme": programme, **changes}
        return [people.graduate(number=start + n, status=status, **place) for n in range(count)]

    return make
