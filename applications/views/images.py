"""Serves photos to whoever may see their application; everybody else gets a 404."""

from pathlib import PurePosixPath
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from applications.models import Photo
from selfexam.accounts.access import signed_in
from selfexam.private_files import respond


@require_safe
def photo_image(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    photo = get_object_or_404(Photo.objects.visible_to(signed_in(request)), uuid=uuid)
    return sent_privately(photo.view, "image/jpeg") if photo.view else sent_privately(photo.file, photo.content_type)


@require_safe
def photo_original(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    """The file as it was uploaded, without its metadata: what a cropped photo was cut from."""
    photo = get_object_or_404(Photo.objects.visible_to(signed_in(request)), uuid=uuid)
    ending = PurePosixPath(str(photo.file.name)).suffix
    return sent_privately(photo.file, photo.content_type, download_as=f"原照片{ending}")


def sent_privately(file: FieldFile, kind: str, *, download_as: str = "") -> HttpResponse | FileResponse:
    """404 for a superseded upload that the clock is just removing."""
    try:
        return respond(file, kind, download_as=download_as)
    except FileNotFoundError as gone:
        raise Http404 from gone
