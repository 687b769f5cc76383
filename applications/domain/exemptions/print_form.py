"""Prints annex 5's form for a desk. It shows the whole phone number, so who printed it is written down.

Called by the page of the form; candidate and unit print what they filled in themselves, without this.
"""

from django.db import transaction

from applications.domain.history import remember
from applications.exemptions.sheet import sheet_of
from applications.models import ExemptionRequest
from selfexam.accounts.models import User


@transaction.atomic
def print_form(request: ExemptionRequest, *, by: User) -> bytes:
    """The form as PDF; listed on the page among those who looked at the number. Refused as sheet_of refuses."""
    made = sheet_of(request)
    if request.phone:
        remember(request.application, "打印免考申请表，含手机号", by=by, action="reveal")
    return made
