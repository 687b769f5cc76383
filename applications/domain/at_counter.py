"""On-site acceptance (现场受理, notice 一(一)): what a school may do with an application at its counter, and who of it.

Asked by lifecycle.py for every step and by edit.py for every part, so that page and rule cannot differ. The rule of
four eyes: whoever took an application up or handed it in at the counter does not pass its first review
(docs/decisions/0014).
"""

from applications.models import Application, Document
from applications.printing.sheet_facts import check_code
from applications.workflow import Action, Step
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES, Role

ONLY_COUNTER = "这份申请由考生在网上填写，学校只能处理现场受理的申请"


def is_open_to(actor: Actor, step: Step, application: Application) -> bool:
    """Whether the table gives this step to the actor's role, for this application."""
    return actor.role in step.roles or (application.is_at_counter and actor.role in step.at_counter)


def why_not_theirs(application: Application, by: Actor) -> str | None:
    """Who may fill in: the candidate, and the school for what it has accepted at its counter. None if `by` may."""
    if by.role in (Role.CANDIDATE, Role.SYSTEM):
        return None
    return None if application.is_at_counter and by.role in SCHOOL_ROLES else ONLY_COUNTER


def refusal_of_person(application: Application, action: str, by: Actor) -> str | None:
    """The sentence that stops this person where another might act; None if nothing does."""
    if by.role not in SCHOOL_ROLES or not application.is_at_counter:
        return None
    if action == Action.PASS_FIRST:
        return _four_eyes(application, by)
    if action in (Action.SUBMIT, Action.RESUBMIT):
        return why_not_signed(application)
    if action == Action.WITHDRAW:
        return _nothing_was_handed_in(application)
    return None


def why_not_signed(application: Application) -> str | None:
    """The sheet with the candidate's signature is there and says what the application says now."""
    if not application.documents.current().filter(kind=Document.Kind.SIGNED_SHEET).exists():
        return "还没有上传考生签字的申请表"
    if application.signed_code != check_code(application):
        return "签字以后内容有改动，请重新打印、签字并上传申请表"
    return None


def accepted(application: Application, by: Actor) -> bool:
    """Whether `by` took this application up, or handed it in, at the counter."""
    return isinstance(by, User) and by.pk in (application.counter_opened_by_id, application.counter_submitted_by_id)


def _four_eyes(application: Application, by: Actor) -> str | None:
    return "这份申请由本人现场受理，请由另一位老师初审" if accepted(application, by) else None


def _nothing_was_handed_in(application: Application) -> str | None:
    """The school undoes its own mistake at the counter; what was handed in is the candidate's to take back."""
    return "申请已经提交过，只能由考生撤回" if application.first_submitted_at is not None else None
