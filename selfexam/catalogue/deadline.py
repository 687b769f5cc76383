"""The deadline bar: what must be done by when in a batch, said in words before any colour.

Called by the template tag `deadline`; the server computes it, no clock ticks in the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from selfexam.catalogue.models import Batch
from selfexam.wording import left, span, when


@dataclass(frozen=True)
class Deadline:
    """`lead` is bold, `rest` follows; `urgency` is the class: none, soon (3 whole days or fewer), last (24 h), shut."""

    lead: str
    rest: str
    left: str
    urgency: str


def deadline_of(batch: Batch, aim: str = "candidate", now: datetime | None = None) -> Deadline | None:
    """`aim`: candidate, visitor (start page), review (school), collective (institute), or the state of one application
    that is not paid yet (draft, submitted, returned, first_passed). In any other state there is nothing to miss.
    """
    if aim not in _AIMS:
        return None
    now = now or timezone.now()
    if aim != "collective" and now < batch.apply_from:
        return Deadline(f"{batch.name}毕业申请", f"{when(batch.apply_from, now)} 开始", left(batch.apply_from, now), "")
    return _AIMS[aim](batch, now)


def _until(end: datetime, rest: str, now: datetime) -> Deadline:
    remaining = end - now
    urgency = "last" if remaining <= timedelta(days=1) else "soon" if remaining < timedelta(days=4) else ""
    return Deadline(f"{when(end, now)} 前", rest, left(end, now), urgency)


def _candidate(batch: Batch, now: datetime) -> Deadline:
    if now >= batch.pay_until:
        return Deadline(f"本次申请已于 {when(batch.pay_until, now)} 截止。", "", "下次时间另行通知", "shut")
    if now >= batch.apply_until or batch.apply_until == batch.pay_until:
        return _until(batch.pay_until, "须通过初审并缴费", now)
    return _until(batch.apply_until, f"提交申请，{when(batch.pay_until, now)} 前须通过初审并缴费", now)


def _draft(batch: Batch, now: datetime) -> Deadline:
    """Whoever did not hand in by the end of the application window has nothing left to do by the end of payment."""
    if now >= batch.apply_until:
        return Deadline(f"本次申请已于 {when(batch.apply_until, now)} 截止。", "", "下次时间另行通知", "shut")
    return _candidate(batch, now)


def _submitted(batch: Batch, now: datetime) -> Deadline:
    return _candidate(batch, now) if now >= batch.pay_until else _until(batch.pay_until, "须通过初审并缴费", now)


def _returned(batch: Batch, now: datetime) -> Deadline:
    if batch.review_until == batch.pay_until:
        return _submitted(batch, now)
    if now >= batch.review_until:
        return Deadline(f"初审已于 {when(batch.review_until, now)} 截止。", "", "下次时间另行通知", "shut")
    return _until(batch.review_until, f"须改好并通过初审，{when(batch.pay_until, now)} 前须缴费", now)


def _first_passed(batch: Batch, now: datetime) -> Deadline:
    return _candidate(batch, now) if now >= batch.pay_until else _until(batch.pay_until, "须缴费", now)


def _visitor(batch: Batch, now: datetime) -> Deadline:
    if now >= batch.apply_until:
        return Deadline(
            f"{batch.name}毕业申请已于 {when(batch.apply_until, now)} 截止。", "", "下次时间另行通知", "shut"
        )
    urgency = _until(batch.apply_until, "", now).urgency
    return Deadline(f"{batch.name}毕业申请正在受理。", "", f"截止 {when(batch.apply_until, now)}", urgency)


def _review(batch: Batch, now: datetime) -> Deadline:
    if now >= batch.review_until:
        return Deadline(f"初审已于 {when(batch.review_until, now)} 截止。", "", "", "shut")
    same = batch.review_until == batch.pay_until
    return _until(batch.review_until, "须完成初审，考生须缴费" if same else "须完成初审", now)


def _collective(batch: Batch, now: datetime) -> Deadline:
    days = span(batch.collective_from, batch.collective_until, now)
    zone = timezone.get_current_timezone()
    start = datetime.combine(batch.collective_from, time(), zone)
    end = datetime.combine(batch.collective_until + timedelta(days=1), time(), zone)
    if now >= end:
        return Deadline(f"集中会审已于 {when(batch.collective_until, now)} 结束。", "", "", "shut")
    if now < start:
        return Deadline("集中会审", days, f"{left(start, now)}开始", "")
    urgency = _until(end, "", now).urgency
    return Deadline("集中会审", f"正在进行，{days}", left(end, now), urgency)


_AIMS: dict[str, Callable[[Batch, datetime], Deadline]] = {
    "candidate": _candidate,
    "draft": _draft,
    "submitted": _submitted,
    "returned": _returned,
    "first_passed": _first_passed,
    "visitor": _visitor,
    "review": _review,
    "collective": _collective,
}
