"""One domain act behind a button: run it, say what happened, go back. A refusal is a sentence, never a 500."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from applications.domain.refusals import AlreadyDone, Refused
from selfexam.catalogue.models import Batch


def act(request: HttpRequest, deed: Callable[[], str], back: str) -> HttpResponse:
    """`deed` returns the sentence of success."""
    try:
        messages.success(request, deed())
    except AlreadyDone as done:
        messages.info(request, done.sentence)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(back)


def page_of(view: str, batch: Batch) -> str:
    """The address of a batch's page."""
    return f"{reverse(view)}?batch={batch.code}"
