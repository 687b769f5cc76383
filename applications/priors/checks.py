"""Refuses to start with a provider that does not exist, or with the make-believe one on a real server."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from applications.priors.registry import PROVIDERS


@register
def prior_providers_are_real(**kwargs: Any) -> list[Error]:
    unknown = [code for code in settings.PRIOR_PROVIDERS if code not in PROVIDERS]
    errors = [Error(f"PRIOR_PROVIDERS: there is no provider {code!r}", id="applications.E001") for code in unknown]
    if "sandbox" in settings.PRIOR_PROVIDERS and not settings.DEMO:
        errors.append(Error("PRIOR_PROVIDERS: the sandbox confirms anything; it needs DEMO=1", id="applications.E002"))
    return errors
