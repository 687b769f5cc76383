"""Takes the crop that a candidate has decided on: cut from the original, handed in like any upload, and written down.

The frame may have been moved by hand; it is held to the same limits as a proposal.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.edit import open_for_editing, why_locked
from applications.domain.refusals import Changed, NotAllowed
from applications.domain.upload_photo import upload_photo
from applications.models import Application, Crop, Photo
from applications.photos.cropping.applying import apply
from applications.photos.cropping.frame import Frame, Size
from applications.photos.cropping.guide import Guide, guide_for
from applications.photos.cropping.limits import why_not
from applications.photos.cropping.refusal import CannotCrop
from applications.photos.cropping.subject import Subject
from applications.photos.offering import read_source
from applications.photos.rules import PhotoRules
from applications.sections import Section
from selfexam.accounts.actors import Actor


def live_crop(application: Application) -> Crop | None:
    """The offer that belongs to the application's current photo: made for it, or the one it was cut with."""
    crop = Crop.objects.for_photo(application.photos.current().first())
    return crop if crop is not None and crop.state == Crop.State.OFFERED else None


def why_not_usable(crop: Crop, frame: Frame, rules: PhotoRules) -> str | None:
    """The sentence that says why this frame cannot be used, None if it can."""
    refusal = why_not(frame, source_size(crop), Subject.from_json(crop.subject), guide_of(crop, rules))
    return refusal.sentence if refusal else None


def guide_of(crop: Crop, rules: PhotoRules) -> Guide:
    """The bands that the proposal keeps, and with it every step by hand."""
    subject, proposal = Subject.from_json(crop.subject), Frame.from_json(crop.frame)
    return guide_for(subject.placed_by(proposal, (rules.width, rules.height)), rules)


def source_size(crop: Crop) -> Size:
    if crop.source_width is None or crop.source_height is None:
        raise ValueError("nothing was offered")
    return crop.source_width, crop.source_height


def use_crop(application_uuid: UUID | str, crop_uuid: UUID | str, frame: Frame, *, by: Actor) -> Photo:
    """The new current photo. The same frame again gives the same photo. Raises as upload_photo does, and Changed if
    another photo has come since the page was read.
    """
    seen = Application.objects.visible_to(by).select_related("batch", "school", "record__programme")
    application = seen.get(uuid=application_uuid)
    if sentence := why_locked(application, Section.PHOTO):
        raise NotAllowed(sentence)
    crop = _still_offered(application, crop_uuid)
    rules = PhotoRules.from_json(application.batch.photo_rules)
    if sentence := why_not_usable(crop, frame, rules):
        raise NotAllowed(sentence)
    try:
        cropped = apply(read_source(crop.photo), frame, rules)
    except CannotCrop as cannot:
        raise NotAllowed(cannot.refusal.sentence) from cannot
    done = cropped.to_json() | {"by_hand": frame != Frame.from_json(crop.frame)}
    with transaction.atomic():
        _still_offered(open_for_editing(application_uuid, Section.PHOTO, by=by), crop_uuid)
        photo = upload_photo(application_uuid, cropped.data, by=by, taken=_taken(crop.photo))
        Crop.objects.filter(pk=crop.pk).update(result=photo, done=done, accepted_at=timezone.now())
    return photo


def _still_offered(application: Application, crop_uuid: UUID | str) -> Crop:
    crop = live_crop(application)
    if crop is None or str(crop.uuid) != str(crop_uuid):
        raise Changed("照片已经换过，刚才的裁剪没有使用")
    return crop


def _taken(original: Photo) -> datetime | None:
    """The camera's time of the original, as its check has noted it: the cut file does not carry it."""
    noted = original.measures.get("file", {}).get("taken")
    return datetime.fromisoformat(noted) if noted else None
