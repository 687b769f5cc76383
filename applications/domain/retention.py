"""Removes superseded uploads some days after they were replaced; evidence in force is never touched."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from applications.models import Document, Photo

# Long enough to settle an argument about an upload, short enough not to hoard faces.
KEEP = timedelta(days=14)
MOST_AT_ONCE = 200


def remove_superseded(keep: timedelta = KEEP, most: int = MOST_AT_ONCE) -> int:
    """Delete files and rows superseded longer than `keep` ago; how many."""
    before = timezone.now() - keep
    removed = 0
    for model in (Photo, Document):
        for row in model.objects.filter(superseded_at__lt=before).order_by("pk")[:most]:
            storage, name = row.file.storage, str(row.file.name)
            with transaction.atomic():
                row.delete()
                transaction.on_commit(partial(storage.delete, name))
            removed += 1
    return removed
