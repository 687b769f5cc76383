"""Judges one stored photo and writes the verdict once. Run by the `check_photo` job."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applications.models import Photo
from applications.photos.judge import judge
from applications.photos.rules import PhotoRules


def check_photo(photo_id: int) -> bool:
    """Measure and judge; False if the verdict was there already or the photo is gone. Safe to run twice."""
    photo = Photo.objects.select_related("application__batch").filter(pk=photo_id).first()
    if photo is None or photo.verdict != Photo.Verdict.PENDING:
        return False
    rules = PhotoRules.from_json(photo.application.batch.photo_rules)
    with photo.file.open("rb") as file:
        judgement = judge(file.read(), rules, networks=settings.PHOTO_NETWORKS, uploaded_bytes=photo.bytes)
    with transaction.atomic():
        written = Photo.objects.filter(pk=photo_id, verdict=Photo.Verdict.PENDING).update(
            verdict=judgement.verdict,
            findings=[finding.to_json() for finding in judgement.findings],
            measures=judgement.measures,
            checked_at=timezone.now(),
        )
    return bool(written)
