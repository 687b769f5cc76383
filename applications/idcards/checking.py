"""Looks at one stored card image, and reads it: each writes its part of the row once. Run by the jobs of the same name.

Whatever was read goes into the encrypted column and nowhere else: not into a log, a job or an event.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from django.conf import settings
from django.utils import timezone
from PIL import Image

from applications.idcards.extra import missing
from applications.idcards.lines import Picture
from applications.idcards.portrait import Place, find_place
from applications.idcards.quality import doubts, measure
from applications.idcards.reading import Reading, read_card
from applications.idcards.recogniser import recognise
from applications.idcards.switch import reading_is_on
from applications.models import CardReading, Document
from applications.photos.networks import NetworksMissing, load


class CardNotRead(Exception):
    """Reading failed; the cause is named by its type only, because its message may quote the card."""


def look_at(reading_id: int) -> bool:
    """Corners, sharpness and glare; False if that was done already or the image is gone. Safe to run twice."""
    reading = CardReading.objects.select_related("document").filter(pk=reading_id, looked_at=None).first()
    if reading is None:
        return False
    picture = _picture(reading)
    seen = measure(picture)
    place = _place(reading, picture)
    written = CardReading.objects.filter(pk=reading_id, looked_at=None).update(
        doubts=[finding.to_json() for finding in doubts(seen)],
        measures=seen.to_json(),
        portrait=place.to_json() if place else None,
        looked_at=timezone.now(),
    )
    return bool(written)


def read(reading_id: int) -> bool:
    """Side, fields and findings; False if that was done already. Without the extra the row says 没有自动识别."""
    waiting = CardReading.objects.filter(pk=reading_id, state=CardReading.State.PENDING)
    reading = waiting.select_related("document").first()
    if reading is None:
        return False
    if not reading_is_on() or missing():
        return bool(waiting.update(state=CardReading.State.OFF))
    found = _read(_picture(reading))
    written = waiting.update(
        state=CardReading.State.READ,
        side=found.side,
        said=found.fields.to_text(),
        findings=[finding.to_json() for finding in found.findings],
        read_at=timezone.now(),
    )
    return bool(written)


def _place(reading: CardReading, picture: Picture) -> Place | None:
    if reading.document.kind != Document.Kind.ID_FRONT:
        return None
    with _detector() as detector:
        return find_place(picture, detector)


@contextmanager
def _detector() -> Iterator[cv2.FaceDetectorYN | None]:
    """The photo check's face detector; None where its files are missing, which the photo check itself reports."""
    try:
        networks = load(settings.PHOTO_NETWORKS)
    except NetworksMissing:
        yield None
        return
    with networks.lock:
        yield networks.detector


def _read(picture: Picture) -> Reading:
    try:
        return read_card(picture, recognise, today=timezone.localdate())
    except Exception as error:
        raise CardNotRead(type(error).__name__) from None


def _picture(reading: CardReading) -> Picture:
    """Our own re-encoded JPEG: opened safely when it was uploaded."""
    with reading.document.file.open("rb") as file, Image.open(io.BytesIO(file.read()), formats=("JPEG",)) as image:
        return np.asarray(image.convert("RGB"), np.uint8)
