"""Refuses to start with a gateway that does not exist, or with the sandbox on a real server."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from selfexam.payments.gateways.registry import BUILDERS


@register
def gateways_are_real(**kwargs: Any) -> list[Error]:
    unknown = [code for code in settings.PAYMENT_GATEWAYS if code not in BUILDERS]
    errors = [Error(f"PAYMENT_GATEWAYS: there is no gateway {code!r}", id="payments.E001") for code in unknown]
    if "sandbox" in settings.PAYMENT_GATEWAYS and not settings.DEMO:
        errors.append(Error("PAYMENT_GATEWAYS: the sandbox moves no money; it needs DEMO=1", id="payments.E002"))
    return errors
