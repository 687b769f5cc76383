"""A pass is cancelled for misconduct (违纪取消, 条例 art. 37), or a mistaken cancellation is taken back.

Called by the institute's page of a record. The row stays, with its reason; it counts no more. Nothing is deleted.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.records.domain.fetching import locked
from selfexam.records.history import Change, Entry, remember
from selfexam.records.models import Credit, StudentRecord

COUNTS, CANCELLED = "有效", "违纪取消"


class CancelRefused(Exception):
    """Why nothing was cancelled or restored; `sentence` can be shown as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def cancel_credit(credit: Credit, *, on: date, why: str, by: Actor) -> None:
    """`on` is the day of the decision; cancelling twice is refused with a sentence that says it is done."""
    _hold(by, credit)
    why = why.strip()
    if not why:
        raise CancelRefused("请写明取消的原因")
    if on > timezone.localdate():
        raise CancelRefused("取消日期不能晚于今天")
    if on < date(credit.year, credit.month, 1):
        raise CancelRefused("取消日期不能早于考次")
    if not Credit.objects.counting().filter(pk=credit.pk).update(cancelled_on=on, cancelled_why=why):
        raise CancelRefused("这个成绩已经取消，不需要再取消")
    _remember(credit, "取消成绩", [(credit.in_words, _told(credit), f"{CANCELLED}（{on}）")], why, by)


@transaction.atomic
def restore_credit(credit: Credit, *, why: str, by: Actor) -> None:
    """The pass counts again, as if it had never been cancelled; the history keeps both."""
    _hold(by, credit)
    why = why.strip()
    if not why:
        raise CancelRefused("请写明恢复的原因")
    cancelled = Credit.objects.filter(pk=credit.pk, cancelled_on__isnull=False)
    if not cancelled.update(cancelled_on=None, cancelled_why=""):
        raise CancelRefused("这个成绩没有被取消，不需要恢复")
    _remember(credit, "恢复成绩", [(credit.in_words, CANCELLED, _told(credit))], why, by)


def _hold(by: Actor, credit: Credit) -> None:
    """The record is locked, and the pass still stands in it: a merge may have moved it since the page was read."""
    if by.role not in INSTITUTE_ROLES or not StudentRecord.objects.visible_to(by).filter(pk=credit.record_id).exists():
        raise CancelRefused("只有考试院可以取消或恢复成绩")
    locked([credit.record_id], by=by)
    if not Credit.objects.filter(pk=credit.pk, record=credit.record_id).exists():
        raise CancelRefused("考籍刚刚合并，这个成绩已转到保留的准考证号，请到那里办理")


def _told(credit: Credit) -> str:
    return credit.shown_mark or COUNTS


def _remember(credit: Credit, label: str, changes: Sequence[Change], note: str, by: Actor) -> None:
    remember([Entry(credit.record_id, label, changes, note)], by=by)
