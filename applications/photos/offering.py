"""Looks once whether a crop can help an upload, and writes the offer or the reason. Run by the `propose_crop` job."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from applications.models import Crop, Photo
from applications.photos.cropping.proposing import propose
from applications.photos.cropping.refusal import CannotCrop, Refusal, too_compressed
from applications.photos.cropping.source import Source, source_of
from applications.photos.networks import load
from applications.photos.opening import Refused, open_picture
from applications.photos.rules import PhotoRules


def offer_crop(crop_id: int) -> bool:
    """False if the answer was there already or the photo is gone. Safe to run twice. Raises NetworksMissing."""
    crop = Crop.objects.select_related("photo__application__batch").filter(pk=crop_id).first()
    if crop is None or crop.state != Crop.State.PENDING:
        return False
    answer = _answer(crop.photo, PhotoRules.from_json(crop.photo.application.batch.photo_rules))
    written = Crop.objects.filter(pk=crop_id, state=Crop.State.PENDING).update(proposed_at=timezone.now(), **answer)
    return bool(written)


def read_source(photo: Photo) -> Source:
    """Raises CannotCrop."""
    try:
        with photo.file.open("rb") as file:
            return source_of(open_picture(file.read()))
    except Refused as refusal:
        raise CannotCrop(Refusal(refusal.code, f"{refusal.sentence}。")) from refusal


def _answer(photo: Photo, rules: PhotoRules) -> dict[str, Any]:
    try:
        if photo.bytes < rules.least_bytes:
            raise CannotCrop(too_compressed(photo.bytes // 1024, rules.least_bytes // 1024))
        source = read_source(photo)
        proposal = propose(source, rules, load(settings.PHOTO_NETWORKS))
    except CannotCrop as cannot:
        refusal = cannot.refusal
        return {"state": Crop.State.REFUSED, "refusal_code": refusal.code, "refusal": refusal.sentence}
    wide, high = source.size
    return {
        "state": Crop.State.OFFERED,
        "frame": proposal.frame.to_json(),
        "subject": proposal.subject.to_json(),
        "source_width": wide,
        "source_height": high,
    }
