"""A school that accepts on site, and how it refuses."""

import pytest

from applications.domain.lifecycle import steps_open_to
from applications.models import Application
from review.domain.first import Judged, pass_first
from review.items import first_items
from selfexam.accounts.models import User
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    return Cast()


def refusal(application: Application, action: str, by: User) -> str | None:
    steps = {step.action: step for step in steps_open_to(by, application)}
    return steps[action].refusal


def pass_it(application: Application, by: User) -> Application:
    judgements = {item: Judged("pass") for item in first_items(application)}
    return pass_first(application.uuid, judgements, by=by, seen_version=application.version)
