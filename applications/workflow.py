"""The table of legal steps: which act leads from where to where, and who may do it. Data only.

lifecycle.py is the only code that carries a step out; pages draw their buttons from the same table. Guards (what must
be true of the application besides its state) are in domain/guards.py, looked up by action.
"""

from dataclasses import dataclass

from django.db import models

from applications.statuses import Status
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role


class Action(models.TextChoices):
    SUBMIT = "submit", "提交申请"
    RESUBMIT = "resubmit", "重新提交"
    RETURN = "return", "退回修改"
    PASS_FIRST = "pass_first", "初审通过"
    SETTLE = "settle", "缴费完成"
    UNSETTLE = "unsettle", "收费作废"
    WITHDRAW = "withdraw", "撤回申请"
    LAPSE = "lapse", "逾期作废"
    APPROVE = "approve", "会审通过"
    REFUSE = "refuse", "会审不通过"
    REGISTER = "register", "电子注册成功"
    PRINT = "print", "证书打印完成"
    ISSUE = "issue", "证书发放"


@dataclass(frozen=True)
class Step:
    """One legal step; `clause` names its place in the notice.

    `at_counter` are the roles that may take it for an application that was accepted on site, and for no other.
    """

    action: Action
    sources: frozenset[Status]
    target: Status
    roles: frozenset[str]
    clause: str
    notify: bool = True
    at_counter: frozenset[str] = frozenset()


def _step(
    action: Action,
    sources: set[Status],
    target: Status,
    roles: set[str] | frozenset[str],
    clause: str,
    notify: bool = True,
    at_counter: frozenset[str] = frozenset(),
) -> Step:
    return Step(action, frozenset(sources), target, frozenset(roles), clause, notify, at_counter)


STEPS: tuple[Step, ...] = (
    _step(
        Action.SUBMIT, {Status.DRAFT}, Status.SUBMITTED, {Role.CANDIDATE}, "一(一)", at_counter=frozenset(SCHOOL_ROLES)
    ),
    _step(
        Action.RESUBMIT,
        {Status.RETURNED},
        Status.SUBMITTED,
        {Role.CANDIDATE},
        "一(二)",
        at_counter=frozenset(SCHOOL_ROLES),
    ),
    _step(Action.RETURN, {Status.SUBMITTED}, Status.RETURNED, SCHOOL_ROLES, "一(二)"),
    _step(Action.PASS_FIRST, {Status.SUBMITTED}, Status.FIRST_PASSED, SCHOOL_ROLES, "一(二)"),
    # A payment made in time whose news comes after the deadline still counts, hence LAPSED as a source.
    _step(Action.SETTLE, {Status.FIRST_PASSED, Status.LAPSED}, Status.PAID, {Role.SYSTEM}, "一(一)"),
    # A cashier's entry of the same day was a mistake: the fee is due again.
    _step(Action.UNSETTLE, {Status.PAID}, Status.FIRST_PASSED, {Role.SYSTEM}, "一(一)"),
    _step(
        Action.WITHDRAW,
        {Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED},
        Status.WITHDRAWN,
        {Role.CANDIDATE},
        "一(一)",
        at_counter=frozenset(SCHOOL_ROLES),
    ),
    _step(
        Action.LAPSE,
        {Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED},
        Status.LAPSED,
        {Role.SYSTEM},
        "一(一)",
    ),
    _step(Action.APPROVE, {Status.PAID}, Status.APPROVED, {Role.INSTITUTE_LEAD}, "一(三)"),
    _step(Action.REFUSE, {Status.PAID}, Status.REJECTED, {Role.INSTITUTE_LEAD}, "一(三)"),
    _step(Action.REGISTER, {Status.APPROVED}, Status.REGISTERED, INSTITUTE_ROLES, "一(三)"),
    _step(Action.PRINT, {Status.REGISTERED}, Status.PRINTED, INSTITUTE_ROLES, "一(四)"),
    _step(Action.ISSUE, {Status.PRINTED}, Status.ISSUED, SCHOOL_ROLES, "一(四)"),
)

STEP_OF: dict[str, Step] = {step.action: step for step in STEPS}


def steps_from(status: str) -> list[Step]:
    """The steps that may leave `status`, in reading order."""
    return [step for step in STEPS if status in step.sources]


def diagram() -> str:
    """The table as a Mermaid state diagram; the README holds a copy that a test compares."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.DRAFT.name}"]
    for step in STEPS:
        lines += [
            f"    {source.name} --> {step.target.name}: {step.action.label}"
            for source in Status
            if source in step.sources
        ]
    ends = [s for s in Status if not steps_from(s)]
    return "\n".join([*lines, *(f"    {s.name} --> [*]" for s in ends)])
