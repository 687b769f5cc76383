"""What must be true of an application, besides its state, before a step is taken.

A guard returns the sentence of its refusal or None. lifecycle.py asks them before a step, and the same functions
explain a disabled button, so page and rule cannot differ.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from django.utils import timezone

from applications.completeness import unfinished
from applications.exemptions.undecided import undecided_words
from applications.models import Application, Photo
from applications.same_batch import APPROVED, college_of
from applications.sections import Section
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
    waiting = undecided_words(application)
    open_ends = f"。免考还没有决定：{waiting}" if waiting else ""
    return f"毕业条件还不满足：{'；'.join(blocking[:3])}{open_ends}"


def record_is_not_being_corrected(application: Application, now: datetime) -> str | None:
    """考籍更正 has to be decided first: name and numbers go onto the certificate as they stand in the record."""
    correction = application.record.corrections.open().first()
    if correction is None:
        return None
    return f"考籍更正正在办理（{correction.what}，{correction.get_state_display()}），办结后才能继续"


def prior_degree_is_proven(application: Application, now: datetime) -> str | None:
    """Notice 一(一)5: a confirmed number, or a number with both images; a result may have changed since submission."""
    left = [part for part in unfinished(application) if part.part.section == Section.PRIOR_DEGREE]
    return f"前置学历：{left[0].hint}，请退回让考生补充" if left else None


def same_batch_college_has_passed(application: Application, now: datetime) -> str | None:
    """专本同办: the 本科 may not be approved before the 专科 that it rests on."""
    college = college_of(application)
    return None if college is None or college.state == APPROVED else college.sentence


def payment_deadline_has_come(application: Application, now: datetime) -> str | None:
    return None if now >= application.batch.pay_until else "还没有到缴费截止时间"


def first_review_was_passed(application: Application, now: datetime) -> str | None:
    """A lapsed application is revived by a payment made in time only if it was waiting for that payment."""
    last = application.events.filter(action=Action.LAPSE).last()
    if application.first_passed_at is None or (last and last.from_status != "first_passed"):
        return "这份申请没有通过初审，不能缴费"
    return None


def collective_review_has_not_begun(application: Application, now: datetime) -> str | None:
    """A fee is not taken back any more once the institute has begun to decide (notice 一(三))."""
    begun = timezone.localdate(now) >= application.batch.collective_from
    return "集中会审已经开始，不能作废收费，请联系考试院" if begun else None


GUARDS: dict[str, tuple[Guard, ...]] = {
    Action.SUBMIT: (application_window_is_open, every_part_is_finished),
    Action.RESUBMIT: (review_window_is_open, every_return_is_corrected, every_part_is_finished),
    Action.RETURN: (review_window_is_open,),
    Action.PASS_FIRST: (
        review_window_is_open,
        record_is_not_being_corrected,
        photo_is_checked,
        courses_meet_the_plan,
        prior_degree_is_proven,
    ),
    Action.APPROVE: (record_is_not_being_corrected, same_batch_college_has_passed),
    Action.SETTLE: (first_review_was_passed,),
    Action.UNSETTLE: (collective_review_has_not_begun,),
    Action.LAPSE: (payment_deadline_has_come,),
}


def first_refusal(application: Application, action: str, now: datetime) -> str | None:
    """The first sentence among the guards of `action`, None if all are content."""
    for guard in GUARDS.get(action, ()):
        if sentence := guard(application, now):
            return sentence
    return None
