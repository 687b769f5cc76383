"""A cast that asks for exemptions, and how a refusal reads."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.domain.refusals import Refused
from applications.models import ExemptionRow
from tests.cast import Cast

State = ExemptionRow.State


@pytest.fixture
def cast() -> Cast:
    return Cast()


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return str(refusal.value.sentence)
