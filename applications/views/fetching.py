"""Fetches the candidate's own application: somebody else's address is a 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application
from selfexam.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The user behind a request that LoginRequiredMiddleware has let through."""
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker; the middleware guarantees it
    return request.user


def own_application(request: HttpRequest, uuid: UUID) -> Application:
    return get_object_or_404(Application.objects.visible_to(signed_in(request)).with_record(), uuid=uuid)
