"""Passing several clean applications by one confirmation (批量通过): written down at once, worked off one by one.

Each is passed through `pass_first`, with an event, a FirstReview and item judgements of its own. What changed since the
preview, or shows a doubt by then, is left out with its sentence.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.domain.guards import review_window_is_open
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed, Refused
from applications.models import Application
from applications.statuses import Status
from review.background import bulk_soon
from review.clean import MOST, doubts_about
from review.domain.first import Judged, pass_first
from review.items import first_items
from review.models import BulkPass, BulkPassItem, ItemJudgement
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.catalogue.models import Batch

NOTE = "批量通过"
GONE = "审核人的账号已停用，或不再属于这所学校"


@transaction.atomic
def start_bulk_pass(batch: Batch, picked: Mapping[UUID, int], *, confirmed: bool, by: User) -> BulkPass:
    """`picked` has the version of each as the preview showed it; `confirmed` is the conclusion on conduct, in words.

    Refused subclasses with the sentence; then nothing is written.
    """
    if by.role not in SCHOOL_ROLES or by.school_id is None:
        raise NotAllowed("只有主考学校的审核老师可以批量通过")
    if not picked:
        raise NotAllowed("没有选人，请至少选 1 人")
    if len(picked) > MOST:
        raise NotAllowed(f"一次最多 {MOST} 人")
    if not confirmed:
        raise NotAllowed("请先看完名单，勾选思想品德鉴定结论")
    mine = Application.objects.visible_to(by).filter(batch=batch, uuid__in=picked)
    found = list(mine.select_related("batch").order_by("pk"))
    waiting = [application for application in found if application.status == Status.SUBMITTED]
    if not waiting:
        raise AlreadyDone("名单上的申请都已处理，不需要再做一次")
    if sentence := review_window_is_open(waiting[0], timezone.now()):
        raise NotAllowed(sentence)
    listed = BulkPassItem.objects.filter(application__in=waiting, outcome=BulkPassItem.Outcome.WAITING)
    if listed.exists():
        raise AlreadyDone("名单上有申请正在批量处理，请等它完成")
    bulk = BulkPass.objects.create(school_id=by.school_id, batch=batch, by=by)
    try:
        with transaction.atomic():
            # Who was withdrawn or decided since the list was shown stands on it too: `_work_off_one` says by whom.
            BulkPassItem.objects.bulk_create(
                BulkPassItem(bulk=bulk, application=each, seen_version=picked[each.uuid]) for each in found
            )
    except IntegrityError as error:
        raise Changed("名单上有申请刚刚被别人列入批量通过，请重新打开名单") from error
    bulk_soon(bulk)
    return bulk


def work_off(bulk: BulkPass, progress: Callable[[int, int], None] | None = None) -> int:
    """Pass what still waits on the list, each in its own transaction; how many. Done twice it does nothing."""
    items = bulk.items.all()
    total = items.count()
    waiting = list(items.filter(outcome=BulkPassItem.Outcome.WAITING).select_related("application"))
    passed = 0
    for place, item in enumerate(waiting, start=total - len(waiting) + 1):
        passed += _work_off_one(item, bulk.by)
        if progress:
            progress(place, total)
    return passed


@transaction.atomic
def _work_off_one(item: BulkPassItem, by: User) -> int:
    # The condition is the claim: of two workers on the same list one gets the row, the other nothing to do.
    mine = BulkPassItem.objects.filter(pk=item.pk, outcome=BulkPassItem.Outcome.WAITING)
    if not mine.update(outcome=BulkPassItem.Outcome.PASSED):
        return 0
    try:
        with transaction.atomic():
            _pass(item, by)
    except (Refused, Application.DoesNotExist) as refusal:
        sentence = refusal.sentence if isinstance(refusal, Refused) else GONE
        BulkPassItem.objects.filter(pk=item.pk).update(outcome=BulkPassItem.Outcome.LEFT_OUT, sentence=sentence[:300])
        return 0
    return 1


def _pass(item: BulkPassItem, by: User) -> None:
    seen = Application.objects.visible_to(by).with_record().filter(school_id=item.bulk.school_id)
    application = seen.get(pk=item.application_id)
    # What is no longer waiting is told by `advance`, with who did it and when.
    if application.status == Status.SUBMITTED and (doubts := doubts_about(application, by)):
        raise NotAllowed("；".join(doubts))
    judgements = {each: Judged(ItemJudgement.Verdict.PASS) for each in first_items(application)}
    pass_first(application.uuid, judgements, by=by, seen_version=item.seen_version, note=NOTE)
