"""Turns a refusal of the domain into a message on the next page; nothing typed is lost, nothing becomes a 500."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from applications.domain.refusals import AlreadyDone, Refused


@contextmanager
def answered(request: HttpRequest) -> Iterator[None]:
    """Run one domain call; a double click is told plainly, any other refusal as something to act on."""
    try:
        yield
    except AlreadyDone as refusal:
        messages.info(request, refusal.sentence)
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
