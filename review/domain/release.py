"""Releases the decisions of a batch together: candidates learn theirs, refused ones get their money back (notice
一(三)).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.lifecycle import advance
from applications.domain.pay import live_order
from applications.domain.refusals import Changed, NotAllowed, Refused
from applications.models import Application
from applications.same_batch import rests_on_same_batch
from applications.statuses import Status
from applications.workflow import Action
from review.domain.same_batch import approved_too_early
from review.models import CollectiveReview, Duty
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch
from selfexam.payments.domain import request_refund
from selfexam.payments.models import Payment, Refund
from selfexam.records.models import Correction

# So many decisions between two signs of life of the job that releases them.
TELL_EVERY = 20


@dataclass(frozen=True)
class ReleaseState:
    """What a release would do now: approvals and refusals that are settled, and what is still open."""

    approvals: int
    refusals: int
    open: int
    unconfirmed: int
    # Approvals whose record is being corrected (考籍更正); counted among the open ones.
    held: int = 0
    # Conclusions whose courses or scores changed afterwards, to be judged anew; counted among the open ones too.
    overtaken: int = 0
    # Audits that are being made anew after a change of the record: nobody knows yet what they will say.
    weighing: int = 0

    @property
    def is_ready(self) -> bool:
        """Together means all: nothing of the batch may be left open (notice 一(三))."""
        return not self.left and bool(self.approvals + self.refusals)

    @property
    def left(self) -> str:
        """What has to be settled before anything is released, as a sentence; empty if nothing has."""
        if not self.open and not self.unconfirmed:
            return f"{self.weighing} 件的毕业条件正在重新核对，请过一分钟刷新再看" if self.weighing else ""
        whys = [f"{self.overtaken} 件作出结论后毕业条件有变化"] if self.overtaken else []
        whys += [f"{self.held} 件考籍更正没有办结"] if self.held else []
        among = f"（其中 {'、'.join(whys)}）" if whys else ""
        return f"还有 {self.open} 件未定{among}、{self.unconfirmed} 件待复核，全部确定后才能一起公布"


def release_state(batch: Batch) -> ReleaseState:
    waiting = Application.objects.filter(batch=batch, status=Status.PAID)
    reviews = CollectiveReview.objects.unreleased().filter(application__in=waiting)
    conclusion = CollectiveReview.Conclusion
    overtaken = reviews.overtaken().values("pk")
    refused = reviews.filter(conclusion=conclusion.REFUSE)
    unconfirmed = refused.filter(confirmed_by=None).count()
    refusals = refused.exclude(confirmed_by=None).exclude(pk__in=overtaken).count()
    agreed = reviews.filter(conclusion=conclusion.APPROVE).exclude(pk__in=overtaken)
    held = agreed.filter(application__record__in=Correction.objects.open().values("record")).count()
    approvals = agreed.count() - held
    left = waiting.count() - approvals - refusals - unconfirmed
    again = reviews.overtaken().exclude(conclusion=conclusion.REFUSE, confirmed_by=None).count()
    weighing = waiting.filter(standing__stale_since__isnull=False).count()
    return ReleaseState(approvals, refusals, left, unconfirmed, held, again, weighing)


def refuse_unready(batch: Batch, by: User) -> None:
    """Raises NotAllowed with the sentence: only the lead, and only when everything of the batch is settled."""
    if by.role != Role.INSTITUTE_LEAD:
        raise NotAllowed("会审结果由考试院负责人公布")
    if left := release_state(batch).left:
        raise NotAllowed(left)
    if early := approved_too_early(batch):
        raise NotAllowed(f"有 {early} 件本科以同批次自考专科为前置学历，但专科没有会审通过，请先改判本科")


def release(batch: Batch, *, by: User) -> int:
    """Release every decision of `batch` now; how many. Raises NotAllowed as `refuse_unready` does."""
    refuse_unready(batch, by)
    return release_settled(batch, by=by)


def release_settled(batch: Batch, *, by: User, progress: Callable[[int, int], None] | None = None) -> int:
    """Release what is settled, each decision in its own transaction; how many.

    Interrupted half-way it can be started again and goes on with the rest; done twice it does nothing.
    """
    released = 0
    settled = CollectiveReview.objects.releasable().filter(application__batch=batch, application__status=Status.PAID)
    # A 本科 that rests on a 专科 of the same batch comes after it.
    reviews = sorted(
        settled.select_related("application").order_by("pk"), key=lambda review: rests_on_same_batch(review.application)
    )
    for place, review in enumerate(reviews, start=1):
        try:
            _release_one(review, by)
            released += 1
        except Refused:
            # Somebody else released it, or judged it anew: theirs counts.
            pass
        if progress and (place % TELL_EVERY == 0 or place == len(reviews)):
            progress(place, len(reviews))
    return released


@transaction.atomic
def _release_one(review: CollectiveReview, by: User) -> None:
    # Conditional on what was read: a conclusion that was taken back in this moment must not be released.
    same = CollectiveReview.objects.releasable().filter(pk=review.pk, version=review.version)
    if not same.update(released_at=timezone.now(), version=F("version") + 1):
        raise Changed("这份会审刚刚有了变化")
    refused = review.conclusion == CollectiveReview.Conclusion.REFUSE
    action = Action.REFUSE if refused else Action.APPROVE
    application = advance(review.application.uuid, action, by=by, note=review.reason)
    if refused:
        Duty.objects.get_or_create(application=application, defaults={"reason": review.reason})
        _give_back(application, review.reason, by)


def _give_back(application: Application, reason: str, by: User) -> None:
    """All that was paid for this application goes back to the account it came from."""
    order = live_order(application)
    payments = list(Payment.objects.filter(order=order)) if order else []
    for payment in payments:
        request_refund(payment, reason=Refund.Reason.NOT_APPROVED, note=reason, by=by)
    if not payments:
        remember(application, "没有找到可退的缴费，请人工核对", by=by, action="refund")
