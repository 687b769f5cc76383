"""What both sides' pages show of a thread of messages. Reads only; used by the candidate's page and the desk."""

import uuid
from typing import Any

from applications.domain.message import why_closed
from applications.models import Application, Message
from applications.models.message import LONGEST, side_of
from selfexam.accounts.models import User


def thread(application: Application, by: User, *, typed: str = "") -> dict[str, Any]:
    """Context of `_thread.html`: two queries; nothing for whoever stands on neither side."""
    side = side_of(by)
    if side is None:
        return dict.fromkeys(("thread_side", "thread_closed", "message_key", "message_typed"), "") | {
            "messages_of": [],
            "open_messages": [],
            "last_message": 0,
            "message_most": LONGEST,
        }
    visible = Message.objects.visible_to(by).filter(application=application)
    shown = list(visible)
    return {
        "messages_of": shown,
        "open_messages": list(visible.open_for(side).values_list("pk", flat=True)),
        "last_message": shown[-1].pk if shown else 0,
        "thread_side": side.value,
        "thread_closed": why_closed(application),
        "message_key": uuid.uuid4(),
        "message_typed": typed,
        "message_most": LONGEST,
    }


def unread(application: Application, by: User) -> int:
    """How many messages wait for `by`'s side."""
    side = side_of(by)
    return Message.objects.filter(application=application).open_for(side).count() if side else 0
