"""Judges one stored photo and writes the verdict once. Run by the `check_photo` job."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applications.models import Crop, Photo
from applications.photos.cropping.helping import could_help
from applications.photos.judge import Judgement, judge
from applications.photos.results import result_of
from applications.photos.rules import PhotoRules
from selfexam.catalogue.domain.change_photo_rules import rules_in_force


def check_photo(photo_id: int, *, judge: Callable[..., Judgement] = judge) -> bool:
    """Measure and judge; False if the verdict was there already or the photo is gone. Safe to run twice.

    The verdict names the version of the rules that gave it, and keeps both when the rules change.
    """
    photo = Photo.objects.select_related("application__batch").filter(pk=photo_id).first()
    if photo is None or photo.verdict != Photo.Verdict.PENDING:
        return False
    rule_set = rules_in_force(photo.application.batch)
    rules = PhotoRules.from_json(rule_set.rules)
    with photo.file.open("rb") as file:
        judgement = judge(
            file.read(),
            rules,
            networks=settings.PHOTO_NETWORKS,
            uploaded_bytes=photo.bytes,
            taken=taken_of(photo.measures),
        )
    with transaction.atomic():
        written = Photo.objects.filter(pk=photo_id, verdict=Photo.Verdict.PENDING).update(
            verdict=judgement.verdict,
            findings=[finding.to_json() for finding in judgement.findings],
            measures=judgement.measures,
            checked_at=timezone.now(),
            rule_set=rule_set,
        )
        if written and could_help(judgement.findings, rules) and not Crop.objects.filter(result=photo).exists():
            Crop.objects.get_or_create(photo=photo)
        if written:
            result_of(Photo.objects.get(pk=photo_id))
    return bool(written)


def taken_of(measures: Mapping[str, Any]) -> datetime | None:
    """The camera's time that upload_photo.py noted before it took the metadata off."""
    noted = measures.get("taken")
    return datetime.fromisoformat(noted) if noted else None
