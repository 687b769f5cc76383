"""Runs one act of this room for a page: a refusal becomes a message, never a 500."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from selfexam.records.refusals import RecordRefused


def acted(request: HttpRequest, deed: Callable[[], object], said: str) -> bool:
    """True if it was done; a double click is told plainly, any other refusal as something to act on."""
    try:
        deed()
    except RecordRefused as refused:
        level = messages.INFO if refused.already else messages.WARNING
        messages.add_message(request, level, f"{refused.sentence}。")
        return False
    messages.success(request, said)
    return True
