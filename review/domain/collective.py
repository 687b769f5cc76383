"""Collective review (notice 一(三)): the school's opinion, seven judgements, a conclusion, and a second person for
refusals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application
from applications.statuses import Status
from review.domain.same_batch import why_not_approved
from review.items import CollectiveItem
from review.models import CollectiveJudgement, CollectiveReview
from selfexam.accounts.models import User

PASS, HOLD, FAIL = CollectiveJudgement.Verdict.PASS, CollectiveJudgement.Verdict.HOLD, CollectiveJudgement.Verdict.FAIL


@dataclass(frozen=True)
class Judged:
    verdict: str
    note: str = ""


def open_review(application_uuid: UUID, by: User, seen_version: int | None = None) -> CollectiveReview:
    """The locked review of a qualified application that is not released yet; call it inside a transaction."""
    application = Application.objects.visible_to(by).get(uuid=application_uuid)
    CollectiveReview.objects.get_or_create(application=application)
    review = CollectiveReview.objects.select_for_update(of=("self",)).get(application=application)
    if review.released_at is not None:
        raise AlreadyDone("会审结果已经公布，不能再改")
    if application.status != Status.PAID:
        raise NotAllowed(f"这份申请现在是“{application.get_status_display()}”，不在会审中")
    if seen_version is not None and review.version != seen_version:
        raise Changed("页面打开之后，这份会审有了变化，请核对后再操作")
    review.application = application
    return review


@transaction.atomic
def give_opinion(application_uuid: UUID, opinion: str, note: str, *, by: User) -> CollectiveReview:
    """The school's part: it knows its people and says so, with a note where it doubts."""
    if not by.is_school:
        raise NotAllowed("学校意见由主考学校填写")
    review = open_review(application_uuid, by)
    if opinion not in (CollectiveReview.Opinion.AGREE, CollectiveReview.Opinion.DOUBT):
        raise NotAllowed("请选择同意毕业或有疑问")
    if opinion == CollectiveReview.Opinion.DOUBT and not note.strip():
        raise NotAllowed("有疑问时请写明是什么疑问")
    _write(review, opinion=opinion, opinion_note=note.strip(), opinion_by=by, opinion_at=timezone.now())
    label = CollectiveReview.Opinion(opinion).label
    remember(review.application, f"学校意见：{label}", by=by, note=note.strip(), action="opinion")
    return review


@transaction.atomic
def judge(
    application_uuid: UUID, judgements: Mapping[CollectiveItem, Judged], *, by: User, seen_version: int | None = None
) -> CollectiveReview:
    """Save judgements of some or all items; a conclusion that no longer fits is withdrawn."""
    _institute_only(by)
    review = open_review(application_uuid, by, seen_version)
    for item, judged in judgements.items():
        if judged.verdict != PASS and not judged.note.strip():
            raise NotAllowed(f"“{item.label}”没有通过，请在这一项下面写明原因")
        CollectiveJudgement.objects.update_or_create(
            review=review,
            item=item,
            defaults={
                "verdict": judged.verdict,
                "note": judged.note.strip(),
                "judged_by": by,
                "judged_at": timezone.now(),
            },
        )
    _reopen(review)
    return review


@transaction.atomic
def conclude(
    application_uuid: UUID, conclusion: str, reason: str, *, by: User, seen_version: int | None = None
) -> CollectiveReview:
    """Approve (all seven passed) or refuse (one failed, with a reason for the candidate)."""
    _institute_only(by)
    review = open_review(application_uuid, by, seen_version)
    verdicts = dict(review.judgements.values_list("item", "verdict"))
    left = [item.label for item in CollectiveItem if verdicts.get(item) in (None, HOLD)]
    if left:
        raise NotAllowed(f"还有 {len(left)} 项待判：{'、'.join(str(label) for label in left)}")
    failed = [CollectiveItem(item).label for item, verdict in verdicts.items() if verdict == FAIL]
    if conclusion == CollectiveReview.Conclusion.APPROVE and failed:
        raise NotAllowed(f"“{'、'.join(str(label) for label in failed)}”不通过，不能作出通过的结论")
    if conclusion == CollectiveReview.Conclusion.APPROVE and (sentence := why_not_approved(review.application)):
        raise NotAllowed(sentence)
    if conclusion == CollectiveReview.Conclusion.REFUSE:
        if not failed:
            raise NotAllowed("七项都通过，不能作出不通过的结论")
        if not reason.strip():
            raise NotAllowed("请写明不通过的原因，考生会看到")
    _write(
        review,
        conclusion=conclusion,
        reason=reason.strip(),
        decided_by=by,
        decided_at=timezone.now(),
        confirmed_by=None,
        confirmed_at=None,
    )
    label = CollectiveReview.Conclusion(conclusion).label
    remember(review.application, f"会审结论：{label}（未公布）", by=by, note=reason.strip(), action="conclude")
    return review


@transaction.atomic
def confirm_refusal(application_uuid: UUID, *, by: User, seen_version: int | None = None) -> CollectiveReview:
    """复核: a second person of the institute stands by the refusal and the reason that they have read."""
    _institute_only(by)
    review = open_review(application_uuid, by)
    if review.conclusion != CollectiveReview.Conclusion.REFUSE:
        raise NotAllowed("只有不通过的结论需要复核")
    if review.confirmed_by_id is not None:
        raise AlreadyDone("这个结论已经复核过")
    if review.decided_by_id == by.pk:
        raise NotAllowed("复核须由另一位老师进行")
    if seen_version is not None and review.version != seen_version:
        raise Changed("页面打开之后，这份会审有了变化，请看过现在的原因后再复核")
    _write(review, confirmed_by=by, confirmed_at=timezone.now())
    remember(review.application, "复核不通过结论（未公布）", by=by, action="confirm")
    return review


def _institute_only(by: User) -> None:
    if not by.is_institute:
        raise NotAllowed("会审结论由市教育考试院作出")


def _reopen(review: CollectiveReview) -> None:
    """A conclusion rests on the judgements it was made with; changed judgements take it back."""
    _write(
        review,
        conclusion=CollectiveReview.Conclusion.OPEN,
        reason="",
        decided_by=None,
        decided_at=None,
        confirmed_by=None,
        confirmed_at=None,
    )


def _write(review: CollectiveReview, **values: object) -> None:
    """Conditional on the version, because SQLite has no row locks."""
    written = CollectiveReview.objects.filter(pk=review.pk, version=review.version, released_at=None).update(
        **values, version=F("version") + 1
    )
    if not written:
        raise Changed("这份会审刚刚被别人处理过，请刷新后再看")
    application = review.application
    review.refresh_from_db()
    review.application = application
