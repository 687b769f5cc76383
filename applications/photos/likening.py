"""Finds other uploads that show the same photograph (`same_photo`). Run by the `check_photo` job after the verdict.

Compared with the photos of other people in the batch and with the same person's in other batches. The fingerprint is
committed before anything is compared, so of two photos that arrive at once at least one meets the other.
"""

from django.db import transaction
from django.db.models import QuerySet

from applications.models import Photo, PhotoFingerprint, PhotoLikeness
from applications.photos.fingerprint import (
    LEAST_LIKENESS,
    MOST_BITS_APART,
    Fingerprint,
    Grey,
    fingerprint,
    likeness,
    read_grey,
)

# The nearest of those that the index finds are compared by their pixels, 5 ms each.
MOST_COMPARED = 50


def liken(photo_id: int) -> int:
    """Write fingerprint and likenesses of a judged photo; how many pairs are new. Safe to run twice."""
    photo = Photo.objects.select_related("application__record").filter(pk=photo_id).first()
    if photo is None or not photo.measures:  # removed, or no picture that could be opened
        return 0
    grey = _grey_of(photo)
    if grey is None:
        return 0
    mark = fingerprint(grey)
    bands = {f"band{number}": band for number, band in enumerate(mark.bands)}
    PhotoFingerprint.objects.update_or_create(photo=photo, defaults={"batch_id": photo.application.batch_id, **bands})
    digest = photo.application.record.id_digest
    near = Photo.objects.filter(pk__in=_nearest(mark, photo.application.batch_id, photo.pk))
    written = _compare(photo, grey, PhotoLikeness.Kind.OTHER, near.exclude(application__record__id_digest=digest))
    # The same person's photos in other batches: a few, whatever their fingerprints.
    old = Photo.objects.filter(application__record__id_digest=digest, fingerprint__isnull=False).exclude(
        application__batch=photo.application.batch_id
    )
    return written + _compare(photo, grey, PhotoLikeness.Kind.OWN, old)


def _nearest(mark: Fingerprint, batch_id: int, photo_id: int) -> list[int]:
    """Photos of the batch that agree in at least one band, but for bits that a shift may turn; the nearest first.

    A query a band: one that joins the four by OR walks the whole batch on SQLite.
    """
    apart: dict[int, int] = {}
    for number, values in enumerate(mark.probes):
        band = f"band{number}__in"
        found = PhotoFingerprint.objects.filter(batch_id=batch_id, **{band: sorted(values)})
        for key, *bands in found.values_list("photo", "band0", "band1", "band2", "band3"):
            apart[key] = mark.bits_apart((bands[0], bands[1], bands[2], bands[3]))
    apart.pop(photo_id, None)
    near = sorted((bits, key) for key, bits in apart.items() if bits <= MOST_BITS_APART)
    return [key for _, key in near[:MOST_COMPARED]]


def _compare(photo: Photo, grey: Grey, kind: str, others: "QuerySet[Photo]") -> int:
    written = 0
    for other in others:
        seen = _grey_of(other)
        alike = 0.0 if seen is None else likeness(grey, seen)
        if alike >= LEAST_LIKENESS:
            written += _write(photo, other, kind, round(alike * 100))
    return written


def _write(photo: Photo, other: Photo, kind: str, percent: int) -> bool:
    first, second = sorted((photo.pk, other.pk))
    with transaction.atomic():
        # Either may have been removed meanwhile.
        there = Photo.objects.select_for_update().filter(pk__in=(first, second)).order_by("pk").values_list("pk")
        if len(there) < 2:
            return False
        _, is_new = PhotoLikeness.objects.get_or_create(
            first_id=first, second_id=second, defaults={"kind": kind, "percent": percent}
        )
    return is_new


def _grey_of(photo: Photo) -> Grey | None:
    """None where the file was removed a moment ago. A HEIC is read through the JPEG that pages show of it."""
    try:
        with (photo.view or photo.file).open("rb") as file:
            return read_grey(file.read())
    except FileNotFoundError:
        return None
