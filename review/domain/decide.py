"""Judgements and a conclusion from one page, both or neither (notice 一(三)). Called by the collective review page."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from applications.audit import Audit, audit_record
from applications.domain.refusals import AlreadyDone, Changed
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
    seen_audit: str | None = None,
) -> CollectiveReview:
    """Save the judgements and conclude on them. The same form sent twice is AlreadyDone, not a stale page.

    `seen_audit` is what the page said of the courses: a conclusion that is younger than a change of them counts as made
    on it (docs/decisions/0015), so the change has to have been read.
    """
    application = Application.objects.visible_to(by).select_related("record__programme").get(uuid=application_uuid)
    review = CollectiveReview.objects.filter(application=application).first()
    if review and review.version != seen_version and _is_the_same(review, judgements, conclusion, reason, by):
        raise AlreadyDone(f"“{review.get_conclusion_display()}”的结论已经作出，不需要再做一次")
    if seen_audit is not None and seen_audit != in_short(audit_record(application.record)):
        raise Changed("页面打开之后，毕业条件有了变化，请看过后再作出结论")
    judged = judge(application_uuid, judgements, by=by, seen_version=seen_version if review else None)
    return conclude(application_uuid, conclusion, reason, by=by, seen_version=judged.version)


def in_short(audit: Audit) -> str:
    """What a conclusion rests on, as the page carries it along."""
    return f"{audit.verdict} {audit.courses} {audit.credits}"


def _is_the_same(
    review: CollectiveReview, judgements: Mapping[CollectiveItem, Judged], conclusion: str, reason: str, by: User
) -> bool:
    stored = {
        item: Judged(verdict, note) for item, verdict, note in review.judgements.values_list("item", "verdict", "note")
    }
    written = {item: Judged(judged.verdict, judged.note.strip()) for item, judged in judgements.items()}
    made = (review.conclusion, review.reason, review.decided_by_id)
    return made == (conclusion, reason.strip(), by.pk) and stored == written
