"""Takes an image of an ID card side, a diploma or a 备案表: opened safely, re-encoded, the older one superseded."""

import hashlib
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from applications.domain.edit import open_for_editing, write_part
from applications.idcards.switch import reading_is_on
from applications.models import CardReading, Document
from applications.photos.opening import open_picture
from applications.photos.storing import re_encode
from applications.sections import Section
from applications.tasks import LOOK_AT_CARD, READ_CARD
from selfexam.accounts.actors import Actor
from selfexam.catalogue.code_tables import IdType
from selfexam.jobs.queue import enqueue

SECTION_OF = {
    Document.Kind.ID_FRONT: Section.ID_CARD,
    Document.Kind.ID_BACK: Section.ID_CARD,
    Document.Kind.PRIOR_DIPLOMA: Section.PRIOR_DEGREE,
    Document.Kind.CHSI_FORM: Section.PRIOR_DEGREE,
}
# Both are laid out alike and carry a number by GB 11643; a passport is looked at by people alone.
READABLE = (IdType.RESIDENT, IdType.HK_MACAU_TAIWAN)


def upload_document(application_uuid: UUID | str, kind: Document.Kind, data: bytes, *, by: Actor) -> Document:
    """Keep the re-encoded image as the current one of its kind. Raises as upload_photo does."""
    kept = re_encode(open_picture(data))
    digest = hashlib.sha256(kept).hexdigest()
    with transaction.atomic():
        application = open_for_editing(application_uuid, SECTION_OF[kind], by=by)
        current = application.documents.current().filter(kind=kind)
        same = current.filter(sha256=digest).first()
        if same is None:
            current.update(superseded_at=timezone.now())
            same = Document(application=application, kind=kind, sha256=digest, bytes=len(kept))
            same.file.save("document.jpg", ContentFile(kept), save=False)
            same.save()
            if SECTION_OF[kind] == Section.ID_CARD and application.record.id_type in READABLE:
                _read_soon(same)
        write_part(application, SECTION_OF[kind], {})
    return same


def _read_soon(document: Document) -> None:
    """The row beside the image, and the jobs that fill it. Where no card is read the row says so at once."""
    is_on = reading_is_on()
    state = CardReading.State.PENDING if is_on else CardReading.State.OFF
    reading = CardReading.objects.create(document=document, state=state)
    enqueue(LOOK_AT_CARD, subject=str(document.uuid), reading=reading.pk)
    if is_on:
        enqueue(READ_CARD, subject=str(document.uuid), reading=reading.pk)
