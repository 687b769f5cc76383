"""Keeps uploads and printed documents outside every public address, and hands one out after a check.

Views decide who may see a file (through `visible_to`); this module only stores under random names
and builds the response.
"""

import uuid
from pathlib import PurePosixPath
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

R = TypeVar("R", bound=HttpResponseBase)


class PrivateStorage(FileSystemStorage):
    """Files below `settings.PRIVATE_ROOT`; it has no URL on purpose."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"location": settings.PRIVATE_ROOT, "file_permissions_mode": 0o600, **kwargs})

    def url(self, name: str | None) -> str:
        raise ValueError("private files have no address; serve them through a view that checks visible_to")


def random_name(folder: str, suffix: str) -> str:
    """`folder/ab/<32 random hex digits><suffix>`: nothing in the name tells whose file it is."""
    token = uuid.uuid4().hex
    return str(PurePosixPath(folder) / token[:2] / f"{token}{suffix}")


def respond(file: FieldFile, content_type: str, *, download_as: str = "") -> HttpResponse | FileResponse:
    """Serve `file` to somebody already allowed to see it; `download_as` makes it an attachment."""
    disposition = content_disposition_header(bool(download_as), download_as or "") or "inline"
    response: HttpResponse | FileResponse
    if settings.PRIVATE_ACCEL_PREFIX:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.PRIVATE_ACCEL_PREFIX.rstrip('/')}/{file.name}"
    else:
        response = FileResponse(file.open("rb"), content_type=content_type)
    response["Content-Disposition"] = disposition
    return _kept_private(response)


def respond_with(data: bytes, content_type: str) -> HttpResponse:
    """Serve what was made of a private file for this one reader, such as an image with a watermark."""
    response = _kept_private(HttpResponse(data, content_type=content_type))
    response["Content-Disposition"] = "inline"
    return response


def _kept_private(response: R) -> R:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
