"""Finds handed-in self-appraisals of the batch that share most of a text. Run by the `liken_appraisal` job.

The sketch is committed before anything is compared, so of two texts that arrive at once at least one meets the other.
However many share a text that was handed round, one submission compares and writes a few: the cost stays bounded.
"""

from django.db import transaction
from django.db.models import Count

from applications.appraisals.sketch import LEAST_PERCENT, bands, percent, shingles
from applications.models import Application, AppraisalBand, AppraisalLikeness

MOST_COMPARED = 40
MOST_WRITTEN = 5


def liken_appraisal(application_id: int) -> int:
    """Write the sketch and the likenesses of what stands in the application now; how many. Safe to run twice."""
    found = Application.objects.select_related("record").filter(pk=application_id).first()
    if found is None or found.first_submitted_at is None:
        return 0  # nobody learns of a draft
    own = shingles(found.appraisal)
    numbers = bands(own)
    # Only what stood there before may be taken away: a pair that another worker finds meanwhile stays.
    before = list(AppraisalLikeness.objects.of(found))
    _sketch(found, numbers)
    alike = sorted(_alike(found, own, numbers), reverse=True)[:MOST_WRITTEN]
    kept = {other for _, other in alike}
    with transaction.atomic():
        stale = [pair.pk for pair in before if pair.beside(found) not in kept]
        AppraisalLikeness.objects.filter(pk__in=stale).delete()
        for share, other in alike:
            first, second = sorted((found.pk, other))
            AppraisalLikeness.objects.update_or_create(first_id=first, second_id=second, defaults={"percent": share})
    return len(alike)


def _sketch(application: Application, numbers: list[int]) -> None:
    with transaction.atomic():
        # Two workers on one application take turns; the later text is written by the later one.
        list(Application.objects.select_for_update(of=("self",)).filter(pk=application.pk).values_list("pk"))
        AppraisalBand.objects.filter(application=application).delete()
        AppraisalBand.objects.bulk_create(
            AppraisalBand(application=application, batch_id=application.batch_id, value=value) for value in numbers
        )


def _alike(application: Application, own: frozenset[int], numbers: list[int]) -> list[tuple[int, int]]:
    """(percent, key) of other people's texts above the limit."""
    near = AppraisalBand.objects.filter(batch_id=application.batch_id, value__in=numbers)
    near = near.exclude(application=application)
    rows = near.values("application").annotate(shared=Count("pk")).order_by("-shared", "application")
    keys = [row["application"] for row in rows[:MOST_COMPARED]]
    texts = Application.objects.filter(pk__in=keys).exclude(record__id_digest=application.record.id_digest)
    shares = ((percent(own, shingles(text)), key) for key, text in texts.values_list("pk", "appraisal"))
    return [(share, key) for share, key in shares if share >= LEAST_PERCENT]
