"""Keeps the audit of handed-in applications true when a record or a plan changes, and tells the people it concerns.

A change only marks its applications (`mark_stale` and its kin, in the transaction of the change); a job weighs what is
marked (`weigh_stale`). A mark set while the job weighs stays, because the result is written only over the mark that was
read; a mark whose job was lost is found by the clock.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.audit.auditing import Audit, audit
from applications.audit.facts import facts_for
from applications.audit.findings import BLOCKS, REVIEW
from applications.domain.history import remember
from applications.models import Application, AuditStanding, Notice
from applications.same_batch import resting_on
from applications.statuses import Status
from applications.tasks import send_soon
from selfexam.accounts.actors import SYSTEM
from selfexam.catalogue.judged_anew import on_new_rules
from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import RunningJob, handles
from selfexam.records.changed import on_change

# Before collective review has spoken: later the audit at that time is what counts.
OPEN = (Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED, Status.PAID)
AT_A_TIME = 200
KEYS_A_QUERY = 5000
WEIGH_STALE = "weigh_stale"
UPDATED = "您的考籍、成绩、前置学历或考试计划的规定有更新"


def keep_standing(application: Application, found: Audit) -> AuditStanding:
    """The standing at submission; call it in the transaction of the step."""
    values = _values(found) | {"stale_since": None, "changed_from": "", "changed_at": None}
    return AuditStanding.objects.update_or_create(application=application, defaults=values)[0]


def mark_stale(records: Iterable[int]) -> int:
    """Have the open applications of these records audited anew; returns how many there are."""
    keys, marked, now = sorted(records), 0, timezone.now()
    for start in range(0, len(keys), KEYS_A_QUERY):
        some = keys[start : start + KEYS_A_QUERY]
        open_ones = AuditStanding.objects.filter(application__record__in=some, application__status__in=OPEN)
        marked += open_ones.update(stale_since=now)
    return _weigh_soon(marked)


def _weigh_soon(marked: int) -> int:
    if marked:
        enqueue(WEIGH_STALE, subject="all")
    return marked


@transaction.atomic
def mark_programmes(programmes: Iterable[int]) -> int:
    """Substitutions or dates of plans changed: everybody with an open application in these programmes."""
    open_ones = AuditStanding.objects.filter(
        application__record__programme__in=list(programmes), application__status__in=OPEN
    )
    return _weigh_soon(open_ones.update(stale_since=timezone.now()))


def mark_resting_on(college: Application) -> int:
    """A step of a 专科 application changes the audit of the 本科 application that rests on it (专本同办)."""
    return mark_stale(application.record_id for application in resting_on(college))


def weigh_stale() -> int:
    """Weighs the next few marked applications; returns how many there were. Safe to run twice and at once."""
    rows = list(
        AuditStanding.objects.filter(stale_since__isnull=False)
        .select_related("application__record__programme", "application__batch", "application__school")
        .order_by("stale_since", "pk")[:AT_A_TIME]
    )
    facts = facts_for(row.application.record for row in rows)
    for row, one in zip(rows, facts, strict=True):
        _settle(row, audit(one))
    return len(rows)


@transaction.atomic
def _settle(row: AuditStanding, found: Audit) -> None:
    now, before = timezone.now(), row.verdict
    changed = {"changed_from": before, "changed_at": now} if before != found.verdict else {}
    mine = AuditStanding.objects.filter(pk=row.pk, stale_since=row.stale_since, verdict=before)
    written = mine.update(**_values(found, now), **changed, stale_since=None)
    if written and changed and row.application.status in OPEN:
        _tell(row.application, row.get_verdict_display(), found)


def _values(found: Audit, now: datetime | None = None) -> dict[str, object]:
    return {
        "verdict": found.verdict,
        "courses": found.courses,
        "credits": found.credits,
        "reasons": [finding.message for finding in found.findings if finding.severity != "note"],
        "audited_at": now or timezone.now(),
    }


def _tell(application: Application, before: str, found: Audit) -> None:
    """The candidate by a notice, the desks by a line of the history."""
    after = AuditStanding.Verdict(found.verdict).label
    remember(
        application, "考籍、成绩或考试计划有更新，毕业条件改变", by=SYSTEM, note=f"{before} → {after}", action="audit"
    )
    subject, body = _words(found)
    send_soon(Notice.objects.create(application=application, kind="audit", subject=subject, body=body))


def _words(found: Audit) -> tuple[str, str]:
    """Subject and body of the notice, with the sentences of the audit that lead to its verdict."""
    said = {weight: "；".join(f.message for f in found.findings if f.severity == weight) for weight in (BLOCKS, REVIEW)}
    if found.verdict == AuditStanding.Verdict.FAIL:
        return (
            "毕业条件有变化，现在还不满足",
            f"{UPDATED}。现在还不满足毕业条件：{said[BLOCKS]}。",
        )
    if found.verdict == AuditStanding.Verdict.REVIEW:
        open_ends = "课程和学分满足考试计划，还有要由老师核对的"
        if found.is_undecided:
            open_ends = "课程和学分是否满足，要由老师核对"
        return (
            "毕业条件有变化，要由老师核对",
            f"{UPDATED}。{open_ends}：{said[REVIEW]}。",
        )
    return (
        "毕业条件有变化，现在已满足",
        f"{UPDATED}，课程和学分现在满足考试计划。学校会继续审核。",
    )


@handles(WEIGH_STALE, lease=timedelta(seconds=120), attempts=8)
def weigh_all(job: RunningJob) -> None:
    done = 0
    while count := weigh_stale():
        done += count
        job.progress(done, done)


@on_new_rules
def rules_changed(programmes: frozenset[int]) -> None:
    mark_programmes(programmes)


@on_change
def records_changed(records: frozenset[int]) -> None:
    mark_stale(records)
