"""What the desk shows of the contact with a candidate: calls, messages, who looked at the full number. Reads only."""

import uuid
from typing import Any

from applications.messaging import thread
from applications.models import Application
from review.models import Call
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES


def contact(application: Application, by: User) -> dict[str, Any]:
    """Context of `_contact.html`, in four queries."""
    return {
        "alone": False,
        "said": "",
        "problem": "",
        "call_typed": {},
        "calls": Call.objects.visible_to(by).filter(application=application).select_related("by"),
        "call_results": Call.Result.choices,
        "call_key": uuid.uuid4(),
        "may_contact": by.role in SCHOOL_ROLES,
        "looks": application.events.filter(action="reveal").order_by("-at", "-id"),
        **thread(application, by),
    }
