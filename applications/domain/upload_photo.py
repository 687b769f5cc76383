"""Takes an ID photo: opened safely, kept without metadata, the older one superseded, its check queued."""

import hashlib
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from applications.domain.edit import open_for_editing, write_part
from applications.models import Application, Photo
from applications.photos.opening import open_picture
from applications.photos.storing import without_metadata
from applications.sections import Section
from applications.tasks import CHECK_PHOTO
from selfexam.accounts.actors import Actor
from selfexam.jobs.queue import enqueue


def upload_photo(application_uuid: UUID | str, data: bytes, *, by: Actor) -> Photo:
    """Keep `data` as the application's current photo. The same bytes again keep the photo and its verdict.

    Raises photos.opening.Refused for what is no usable picture, domain Refused when the part is locked.
    """
    open_picture(data)
    kept = without_metadata(data)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        application = open_for_editing(application_uuid, Section.PHOTO, by=by)
        same = application.photos.current().filter(sha256=digest).first()
        if same is not None:
            write_part(application, Section.PHOTO, {})
            return same
        application.photos.current().update(superseded_at=timezone.now())
        photo = _keep(application, kept, digest, len(data))
        write_part(application, Section.PHOTO, {})
        enqueue(CHECK_PHOTO, subject=str(photo.uuid), photo=photo.pk)
    return photo


def _keep(application: Application, kept: bytes, digest: str, uploaded_bytes: int) -> Photo:
    photo = Photo(application=application, sha256=digest, bytes=uploaded_bytes)
    photo.file.save("photo.jpg", ContentFile(kept), save=False)
    photo.save()
    return photo
