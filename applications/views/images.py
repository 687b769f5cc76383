"""Serves uploads to whoever may see their application; everybody else gets a 404."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from applications.models import Document, Photo
from selfexam.accounts.access import signed_in
from selfexam.private_files import respond


@require_safe
def photo_image(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    photo = get_object_or_404(Photo.objects.visible_to(signed_in(request)), uuid=uuid)
    return respond(photo.file, "image/jpeg")


@require_safe
def document_image(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    document = get_object_or_404(Document.objects.visible_to(signed_in(request)), uuid=uuid)
    return respond(document.file, "image/jpeg")
