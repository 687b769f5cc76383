"""What must be true of an application, besides its state, before a step is taken.

A guard returns the sentence of its refusal or None. lifecycle.py asks them before a step, and the same functions
explain a disabled button, so page and rule cannot differ.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from applications.completeness import unfinished
from applications.models import Application, Photo
from applications.workflow import Action
from selfexam.wording import when

Guard: TypeAlias = Callable[[Application, datetime], str | None]


def application_window_is_open(application: Application, now: datetime) -> str | None:
    """Notice 二(一): applications are taken within the window only."""
    batch = application.batch
    if not batch.is_published or now < batch.apply_from:
        return f"本次申请从 {when(batch.apply_from)} 开始"
    return None if now < batch.apply_until else f"本次申请已于 {when(batch.apply_until)} 截止"


def review_window_is_open(application: Application, now: datetime) -> str | None:
    """Notice 二(二): first review runs alongside and ends with its own timestamp."""
    until = application.batch.review_until
    return None if application.batch.review_is_open(now) else f"初审已于 {when(until)} 截止"


def every_part_is_finished(application: Application, now: datetime) -> str | None:
    left = unfinished(application)
    return f"还有 {len(left)} 项没有完成：{'、'.join(part.label for part in left)}" if left else None


def every_return_is_corrected(application: Application, now: datetime) -> str | None:
    left = [part.get_section_display() for part in application.returned_parts.filter(corrected_at=None)]
    return f"还有 {len(left)} 项没有修改：{'、'.join(left)}" if left else None


def photo_is_checked(application: Application, now: datetime) -> str | None:
    """A pass needs the machine's verdict; a doubt or a failure is the reviewer's to judge."""
    pending = application.photos.current().filter(verdict=Photo.Verdict.PENDING).exists()
    return "证件照还在检查，几秒后再试" if pending else None


def courses_meet_the_plan(application: Application, now: datetime) -> str | None:
    """Notice 一(二): all passed courses and credits must fit the plan before the school may pass."""
    from applications.audit import audit_record

    audit = audit_record(application.record)
    if audit.verdict != "fail":
        return None
    blocking = [finding.message for finding in audit.findings if finding.severity == "blocks"]
    return f"毕业条件还不满足：{'；'.join(blocking[:3])}"


def payment_deadline_has_come(application: Application, now: datetime) -> str | None:
    return None if now >= application.batch.pay_until else "还没有到缴费截止时间"


def first_review_was_passed(application: Application, now: datetime) -> str | None:
    """A lapsed application is revived by a payment made in time only if it was waiting for that payment."""
    last = application.events.filter(action=Action.LAPSE).last()
    if application.first_passed_at is None or (last and last.from_status != "first_passed"):
        return "这份申请没有通过初审，不能缴费"
    return None


GUARDS: dict[str, tuple[Guard, ...]] = {
    Action.SUBMIT: (application_window_is_open, every_part_is_finished),
    Action.RESUBMIT: (review_window_is_open, every_return_is_corrected, every_part_is_finished),
    Action.RETURN: (review_window_is_open,),
    Action.PASS_FIRST: (review_window_is_open, photo_is_checked, courses_meet_the_plan),
    Action.SETTLE: (first_review_was_passed,),
    Action.LAPSE: (payment_deadline_has_come,),
}


def first_refusal(application: Application, action: str, now: datetime) -> str | None:
    """The first sentence among the guards of `action`, None if all are content."""
    for guard in GUARDS.get(action, ()):
        if sentence := guard(application, now):
            return sentence
    return None
