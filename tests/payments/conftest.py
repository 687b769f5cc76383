from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from selfexam.payments.signals import order_settled, refund_settled
from tests.factories.payments import OrderFactory


@pytest.fixture(autouse=True)
def _sandbox(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    settings.DEMO = True
    settings.PAYMENT_GATEWAYS = ["sandbox"]
    settings.SANDBOX_REFUNDS = "done"


@pytest.fixture
def order(db: None) -> Any:
    return OrderFactory()


@pytest.fixture
def news() -> Iterator[list[tuple[str, str]]]:
    """(signal, order number) of everything announced."""
    heard: list[tuple[str, str]] = []

    def settled(sender: Any, order: Any, **kwargs: Any) -> None:
        heard.append(("settled", order.number))

    def refunded(sender: Any, order: Any, **kwargs: Any) -> None:
        heard.append(("refunded", order.number))

    order_settled.connect(settled)
    refund_settled.connect(refunded)
    yield heard
    order_settled.disconnect(settled)
    refund_settled.disconnect(refunded)
