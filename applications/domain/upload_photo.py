"""Takes an ID photo: opened safely, kept without metadata, the older one superseded, its check queued."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from applications.domain.appeal_photo import take_back
from applications.domain.edit import open_for_editing, write_part
from applications.models import Photo
from applications.photos.opening import open_picture
from applications.photos.storing import ending, view_of, without_metadata
from applications.sections import Section
from applications.tasks import CHECK_PHOTO
from selfexam.accounts.actors import Actor
from selfexam.jobs.queue import enqueue


def upload_photo(application_uuid: UUID | str, data: bytes, *, by: Actor, taken: datetime | None = None) -> Photo:
    """Keep `data` as the application's current photo. The same bytes again keep the photo and its verdict; one that got
    none, because its job was given up, is checked again.

    `taken` is the camera's time of the original, where `data` was cut from one. Raises photos.opening.Refused for what
    is no usable picture, domain Refused when the part is locked.
    """
    opened = open_picture(data)
    taken = opened.facts.taken or taken
    kept, view = without_metadata(data), view_of(opened)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        application = open_for_editing(application_uuid, Section.PHOTO, by=by)
        same = application.photos.current().filter(sha256=digest).first()
        if same is not None:
            write_part(application, Section.PHOTO, {})
            if same.verdict == Photo.Verdict.PENDING:
                _check_soon(same)
            return same
        take_back(application)
        application.photos.current().update(superseded_at=timezone.now())
        photo = Photo(application=application, sha256=digest, bytes=len(data))
        # The kept file has no camera data; of it only the time is noted, for the check that reads it as a hint.
        photo.measures = {"taken": taken.isoformat()} if taken else {}
        photo.file.save(f"photo{ending(kept)}", ContentFile(kept), save=False)
        if view is not None:
            photo.view.save("view.jpg", ContentFile(view), save=False)
        photo.save()
        write_part(application, Section.PHOTO, {})
        _check_soon(photo)
    return photo


def _check_soon(photo: Photo) -> None:
    enqueue(CHECK_PHOTO, subject=str(photo.uuid), photo=photo.pk)
