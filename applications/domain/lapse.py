"""Voids what is unpaid at the payment deadline (notice 一(一): 逾期未完成缴费的本次毕业申请作废). Called by the
clock.
"""

from datetime import datetime

from applications.domain.lifecycle import advance
from applications.domain.refusals import Refused
from applications.models import Application
from applications.workflow import Action
from selfexam.accounts.actors import SYSTEM

# One turn of the clock; the rest follows a minute later.
MOST_AT_ONCE = 500


def lapse_overdue(now: datetime | None = None, most: int = MOST_AT_ONCE) -> int:
    """LAPSE each overdue application in its own transaction; how many were voided. Run again, it goes on."""
    voided = 0
    for uuid in Application.objects.overdue(now).order_by("pk").values_list("uuid", flat=True)[:most]:
        try:
            advance(uuid, Action.LAPSE, by=SYSTEM)
        except Refused:
            # Paid, withdrawn or extended a moment ago: that act won.
            continue
        voided += 1
    return voided
