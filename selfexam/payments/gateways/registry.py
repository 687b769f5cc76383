"""Which gateways payers may use, by `settings.PAYMENT_GATEWAYS`. The sandbox exists in the demonstration only."""

from collections.abc import Callable

from django.conf import settings

from selfexam.payments.gateways.counter import CounterGateway
from selfexam.payments.gateways.protocol import Gateway
from selfexam.payments.gateways.sandbox.gateway import SandboxGateway
from selfexam.payments.models.payment import COUNTER

BUILDERS: dict[str, Callable[[], Gateway]] = {"sandbox": SandboxGateway, COUNTER: CounterGateway}


class NoSuchGateway(Exception):
    """Not known, not switched on, or the sandbox on a real server."""


def enabled() -> list[Gateway]:
    """Those a payer may be sent to, in the order of the setting; the counter is a place, not an address."""
    return [gateway(code) for code in settings.PAYMENT_GATEWAYS if code != COUNTER]


def gateway(code: str) -> Gateway:
    """Raises NoSuchGateway."""
    if code not in settings.PAYMENT_GATEWAYS or code not in BUILDERS:
        raise NoSuchGateway(code)
    if code == "sandbox" and not settings.DEMO:
        raise NoSuchGateway("the sandbox moves no money and is refused outside DEMO=1")
    return BUILDERS[code]()


def name_of(code: str) -> str:
    """For pages; a gateway that is gone is shown by its code."""
    return BUILDERS[code]().name if code in BUILDERS else code


def sandbox_is_open() -> bool:
    return settings.DEMO and "sandbox" in settings.PAYMENT_GATEWAYS


def counter_is_open() -> bool:
    """Whether cashiers of the schools may take money."""
    return COUNTER in settings.PAYMENT_GATEWAYS
