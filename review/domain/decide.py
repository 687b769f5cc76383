"""Judgements and a conclusion from one page, both or neither (notice 一(三)). Called by the collective review page."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from applications.domain.refusals import AlreadyDone
from applications.models import Application
from review.domain.collective import Judged, conclude, judge
from review.items import CollectiveItem
from review.models import CollectiveReview
from selfexam.accounts.models import User


@transaction.atomic
def decide(
    application_uuid: UUID,
    judgements: Mapping[CollectiveItem, Judged],
    conclusion: str,
    reason: str,
    *,
    by: User,
    seen_version: int | None,
) -> CollectiveReview:
    """Save the judgements and conclude on them. The same form sent twice is AlreadyDone, not a stale page."""
    application = Application.objects.visible_to(by).get(uuid=application_uuid)
    review = CollectiveReview.objects.filter(application=application).first()
    if review and review.version != seen_version and _is_the_same(review, judgements, conclusion, reason, by):
        raise AlreadyDone(f"“{review.get_conclusion_display()}”的结论已经作出，不需要再做一次")
    judged = judge(application_uuid, judgements, by=by, seen_version=seen_version if review else None)
    return conclude(application_uuid, conclusion, reason, by=by, seen_version=judged.version)


def _is_the_same(
    review: CollectiveReview, judgements: Mapping[CollectiveItem, Judged], conclusion: str, reason: str, by: User
) -> bool:
    stored = {
        item: Judged(verdict, note) for item, verdict, note in review.judgements.values_list("item", "verdict", "note")
    }
    written = {item: Judged(judged.verdict, judged.note.strip()) for item, judged in judgements.items()}
    made = (review.conclusion, review.reason, review.decided_by_id)
    return made == (conclusion, reason.strip(), by.pk) and stored == written
