"""Reminds candidates once whose papers are missing or faulty shortly before their own deadline. Called by the clock."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from applications.domain.history import remember
from applications.models import Application, MaterialList, MaterialRule, Notice, PaperReminder
from applications.papers import Standing, standings_of
from applications.statuses import Status
from applications.tasks import send_soon
from selfexam.accounts.actors import SYSTEM
from selfexam.catalogue.models import Batch
from selfexam.wording import when

# Before submission nobody expects papers; once qualified the school has seen to them.
REMINDED = (Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED)
AHEAD = timedelta(days=3)
AT_A_TIME = 500


def remind_of_papers(now: datetime | None = None) -> int:
    """How many were reminded. Run again or at once, everybody is reminded once."""
    now = now or timezone.now()
    reminded, last = 0, 0
    while some := _next(now, last):
        standings = standings_of(some)
        reminded += sum(_remind(one, standings[one.pk], now) for one in some if is_due(standings[one.pk], now))
        last = some[-1].pk
    return reminded


def is_due(standing: Standing, now: datetime) -> bool:
    return not standing.is_complete and now < standing.next_due <= now + AHEAD


def _next(now: datetime, last: int) -> list[Application]:
    waiting = Application.objects.filter(pk__gt=last, status__in=REMINDED, batch__in=_near(now), paper_reminder=None)
    return list(waiting.with_record().order_by("pk")[:AT_A_TIME])


def _near(now: datetime) -> QuerySet[Batch]:
    """Batches in which something falls due soon: first review ends, or a list or a line has its own deadline."""
    soon = (now, now + AHEAD)
    lists = MaterialList.objects.filter(due_at__range=soon).values("batch")
    lines = MaterialRule.objects.filter(due_at__range=soon).values("batch")
    ends = Q(review_until__range=soon) | Q(pk__in=lists) | Q(pk__in=lines)
    return Batch.objects.published().filter(ends, apply_from__lte=now)


def _remind(application: Application, standing: Standing, now: datetime) -> bool:
    try:
        with transaction.atomic():
            PaperReminder.objects.create(application=application, due_at=standing.next_due)
            body = f"您的纸质材料没有交齐：{standing.lacks}。请在 {when(standing.next_due, now)} 前交到指定地点。"
            notice = Notice.objects.create(
                application=application, kind="papers_due", subject="请尽快交齐纸质材料", body=body
            )
            remember(application, "提醒交齐材料", by=SYSTEM, note=standing.lacks[:200], action="papers")
            send_soon(notice)
    except IntegrityError:
        # Another clock was faster.
        return False
    return True
