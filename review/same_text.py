"""What a reviewer is told of a self-appraisal that stands in another application too. Reads only; never decides.

A candidate's page never asks this module. Another application is named, and the shared sentences are underlaid, only
for those who may open it anyway.
"""

from dataclasses import dataclass

from applications.appraisals.sketch import shared_stretches, shingles
from applications.models import Application, AppraisalLikeness
from selfexam.accounts.models import User


@dataclass(frozen=True)
class AlikeText:
    """One other application; `other` is empty where the reader may not see it."""

    percent: int
    other: Application | None


@dataclass(frozen=True)
class AppraisalSeen:
    """The text in stretches (shared with the most alike that the reader may see), and the likenesses."""

    stretches: list[tuple[str, bool]]
    alike: list[AlikeText]


def appraisal_seen(application: Application, by: User) -> AppraisalSeen:
    """The most alike first; two queries however many there are."""
    pairs = list(AppraisalLikeness.objects.of(application))
    keys = [pair.beside(application) for pair in pairs]
    visible = {}
    if keys:
        found = Application.objects.visible_to(by).filter(pk__in=keys).select_related("record")
        visible = {other.pk: other for other in found}
    alike = [AlikeText(pair.percent, visible.get(key)) for pair, key in zip(pairs, keys, strict=True)]
    named = next((one.other for one in alike if one.other is not None), None)
    if named is None:
        return AppraisalSeen([(application.appraisal, False)], alike)
    return AppraisalSeen(shared_stretches(application.appraisal, shingles(named.appraisal)), alike)
