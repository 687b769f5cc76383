"""Serves ID cards and diplomas: to the candidate as they are, to everybody else with a watermark drawn into them."""

import io
from uuid import UUID

import numpy as np
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from PIL import Image

from applications.idcards.portrait import Box, Place, cut_portrait
from applications.models import CardReading, Document, Photo
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.marked_files import respond_to
from selfexam.private_files import respond_with
from selfexam.watermark import SMALL, as_jpeg, mark_below, words_for


@require_safe
def document_image(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    """`?size=small` is what a page shows beside the data; without it the image as large as it is kept."""
    user = signed_in(request)
    document = get_object_or_404(Document.objects.visible_to(user), uuid=uuid)
    return respond_to(user, document.file, long_side=SMALL if request.GET.get("size") == "small" else None)


@require_safe
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def card_portrait(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The portrait on the card at the scale of the candidate's photo; 404 where no card was found in the image."""
    user = signed_in(request)
    readings = CardReading.objects.visible_to(user).select_related("document__application")
    reading = get_object_or_404(readings, document__uuid=uuid)
    if reading.portrait is None:
        raise Http404
    photo = reading.document.application.photos.current().first()
    with Image.open(io.BytesIO(_bytes(reading.document)), formats=("JPEG",)) as stored:
        picture = np.asarray(stored.convert("RGB"), np.uint8)
    cut = Image.fromarray(cut_portrait(picture, Place.from_json(reading.portrait), face_of(photo)))
    mark_below(cut, words_for(user))
    return respond_with(as_jpeg(cut), "image/jpeg")


def face_of(photo: Photo | None) -> Box | None:
    """Where the photo check saw the face, in pixels of 480 × 640; None for another frame, or without a face."""
    measures = photo.measures if photo else {}
    faces = measures.get("faces") or []
    return faces[0].get("box") if faces and list(measures.get("frame", ())) == [480, 640] else None


def _bytes(document: Document) -> bytes:
    """404 for a superseded upload that the clock is just removing."""
    try:
        with document.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError as gone:
        raise Http404 from gone
