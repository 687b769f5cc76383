"""Which providers are asked, by `settings.PRIOR_PROVIDERS`. The sandbox exists in the demonstration only.

The manual way needs no setting: a reviewer may always look up a certificate and write down what was found.
"""

from django.conf import settings

from applications.priors.imported import Imported
from applications.priors.protocol import Provider
from applications.priors.sandbox import Sandbox

PROVIDERS: dict[str, Provider] = {"imported": Imported(), "sandbox": Sandbox()}


def asked() -> list[Provider]:
    """In the order of the setting; what checks.py refuses is left out here too."""
    codes = [code for code in settings.PRIOR_PROVIDERS if code in PROVIDERS and (settings.DEMO or code != "sandbox")]
    return [PROVIDERS[code] for code in codes]
