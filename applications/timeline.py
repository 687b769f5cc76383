"""The way of an application as the candidate reads it: what is done, where it stands, what comes and by when."""

from dataclasses import dataclass
from datetime import datetime

from applications.models import Application
from applications.statuses import Status
from selfexam.wording import money, span, when


@dataclass(frozen=True)
class Milestone:
    """One line. `state` is done, now or later; `tone` is the design's yours, theirs or no for the line that is now."""

    title: str
    detail: str
    state: str
    tone: str = ""


ORDER = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.FIRST_PASSED,
    Status.PAID,
    Status.APPROVED,
    Status.REGISTERED,
    Status.PRINTED,
    Status.ISSUED,
)


def timeline(application: Application) -> list[Milestone]:
    """Every milestone in order; an application that ended early has its end as the last line."""
    lines = [_line(application, index) for index in range(1, len(ORDER))]
    if application.status in (Status.WITHDRAWN, Status.LAPSED):
        done = [line for line in lines if line.state == "done"]
        return [*done, _end(application)]
    if application.status == Status.REJECTED:
        return [*lines[:3], _end(application)]
    return lines


def _reached(application: Application) -> int:
    """Index in ORDER of the last milestone that is complete."""
    status = Status.SUBMITTED if application.status == Status.RETURNED else application.status
    if status in (Status.WITHDRAWN, Status.LAPSED):
        times = (application.first_submitted_at, application.first_passed_at, application.paid_at)
        return sum(time is not None for time in times)
    return 3 if status == Status.REJECTED else ORDER.index(Status(status))


def _line(application: Application, index: int) -> Milestone:
    reached = _reached(application)
    title, detail, time = _words(application, ORDER[index])
    if index <= reached:
        return Milestone(title, when(time) if time else "", "done")
    if index == reached + 1:
        now_title, now_detail, tone = _present(application, title, detail)
        return Milestone(now_title, now_detail, "now", tone)
    return Milestone(title, detail, "later")


def _words(application: Application, status: str) -> tuple[str, str, datetime | None]:
    """Title, what is to come, and when it was reached."""
    batch, school = application.batch, application.school
    words: dict[str, tuple[str, str, datetime | None]] = {
        Status.SUBMITTED: ("提交申请", f"{when(batch.apply_until)} 截止", application.first_submitted_at),
        Status.FIRST_PASSED: ("学校初审", f"由 {school} 审核", application.first_passed_at),
        Status.PAID: (
            f"缴纳毕业审定费 {money(batch.review_fee)}",
            f"初审通过后开放，{when(batch.pay_until)} 前缴清",
            application.paid_at,
        ),
        Status.APPROVED: (
            "集中会审",
            f"{span(batch.collective_from, batch.collective_until)}，由市教育考试院组织",
            application.decided_at,
        ),
        Status.REGISTERED: ("电子注册", "注册后可在学信网查询", application.registered_at),
        Status.PRINTED: ("证书打印", "由市教育考试院打印", application.printed_at),
        Status.ISSUED: ("领取毕业证书", f"由 {school} 通知时间和地点", application.issued_at),
    }
    return words[status]


def _present(application: Application, title: str, detail: str) -> tuple[str, str, str]:
    """Title, detail and tone of the line that is now."""
    until = when(application.batch.pay_until)
    present = {
        Status.DRAFT: (title, f"填写中，{when(application.batch.apply_until)} 前提交", "yours"),
        Status.RETURNED: (f"{title}：等您修改", f"{when(application.entered_at)} 退回", "yours"),
        Status.FIRST_PASSED: (title, f"现在可以缴费，{until} 前缴清", "yours"),
    }
    return present.get(Status(application.status), (title, detail, "theirs"))


def _end(application: Application) -> Milestone:
    ends = {
        Status.WITHDRAWN: ("您撤回了申请", ""),
        Status.LAPSED: ("本次申请已作废", "no"),
        Status.REJECTED: ("集中会审未通过", "no"),
    }
    title, tone = ends[Status(application.status)]
    return Milestone(title, when(application.entered_at), "now", tone)
