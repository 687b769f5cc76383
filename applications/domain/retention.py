"""Removes superseded uploads some days after they were replaced; evidence in force is never touched.

The file goes first and the row after it: a clock that is stopped between the two finds the row again and removes it
with nothing left behind. Counts, appeals and overrides of a removed photo stay (models/photo_result.py).
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from applications.models import Crop, Document, Photo

# Long enough to settle an argument about an upload, short enough not to hoard faces.
KEEP = timedelta(days=14)
# One turn of the clock, each model. 50,000 candidates who replace two uploads each within a fortnight make 300 an hour.
MOST_AT_ONCE = 2000


def remove_superseded(keep: timedelta = KEEP, most: int = MOST_AT_ONCE) -> int:
    """Delete files and rows superseded longer than `keep` ago; how many. Safe to run twice, at once and again."""
    before = timezone.now() - keep
    removed = 0
    for model in (Photo, Document):
        for row in _outlived(model, before).order_by("superseded_at", "pk")[:most]:
            for file in [row.file, row.view] if isinstance(row, Photo) and row.view else [row.file]:
                file.storage.delete(str(file.name))  # silent where it is gone already
            # Counts only the row itself: another clock may have been faster, and other tables follow their photo.
            removed += row.delete()[1].get(model._meta.label, 0)
    return removed


def _outlived(model: type[Photo] | type[Document], before: datetime) -> "QuerySet[Photo] | QuerySet[Document]":
    """The original of a cropped photo stays as long as that photo is kept."""
    if model is Photo:
        originals = Crop.objects.filter(result__isnull=False).values("photo")
        return Photo.objects.filter(superseded_at__lt=before).exclude(pk__in=originals)
    return model.objects.filter(superseded_at__lt=before)
