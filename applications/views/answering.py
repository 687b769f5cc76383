"""Turns a refusal of the domain into a message on the next page; nothing typed is lost, nothing becomes a 500."""

from types import TracebackType
from typing import Self

from django.contrib import messages
from django.http import HttpRequest

from applications.domain.refusals import AlreadyDone, Refused


class answered:
    """Runs one domain call; a double click is told plainly, any other refusal as something to act on."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, refusal: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """True swallows the exception: only refusals are, everything else goes on."""
        if isinstance(refusal, AlreadyDone):
            messages.info(self.request, refusal.sentence)
        elif isinstance(refusal, Refused):
            messages.warning(self.request, refusal.sentence)
        return isinstance(refusal, Refused)
