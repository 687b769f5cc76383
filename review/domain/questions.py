"""A school asks the institute about a record during first review, reads the answer, or takes the question back.

Called by the pages of first review and of the worklist 考籍协助. Every act is a line of the application's history.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application
from applications.statuses import Status
from review.models import Question
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES

MOST = 500
# First review is running; a returned application is between two rounds of it.
ASKABLE = (Status.SUBMITTED, Status.RETURNED)


@transaction.atomic
def ask_question(application_uuid: UUID, text: str, *, by: User) -> Question:
    """The same words while they are still open are the same question (a form sent twice)."""
    if by.role not in SCHOOL_ROLES:
        raise NotAllowed("只有主考学校可以向考试院提问")
    seen = Application.objects.visible_to(by).select_for_update(of=("self",))
    application = seen.get(uuid=application_uuid)
    words = _words(text, "问题")
    if application.status not in ASKABLE:
        raise NotAllowed(f"这份申请现在是“{application.get_status_display()}”，初审期间才能提问")
    if Question.objects.open().filter(application=application, text=words).exists():
        raise AlreadyDone("这个问题已经提交，等考试院答复")
    question = Question.objects.create(application=application, text=words, asked_by=by)
    remember(application, "向考试院提问", by=by, note=words, action="question")
    return question


@transaction.atomic
def answer_question(question_uuid: UUID, text: str, *, by: User) -> Question:
    """Answered once: a conditional update decides between two colleagues, and against a question taken back."""
    if by.role not in INSTITUTE_ROLES:
        raise NotAllowed("学校的问题由考试院答复")
    question = Question.objects.visible_to(by).select_related("application").get(uuid=question_uuid)
    words = _words(text, "答复")
    waiting = Question.objects.open().filter(pk=question.pk)
    written = waiting.update(answer=words, answered_by=by, answered_at=timezone.now())
    question.refresh_from_db()
    if not written:
        if question.answered_by is None:
            raise NotAllowed("学校已经撤回这个问题，不用答复")
        if question.answered_by == by and question.answer == words:
            raise AlreadyDone("已经答复，不需要再做一次")
        raise NotAllowed(f"{question.answered_by} 已经答复了这个问题")
    remember(question.application, "考试院答复", by=by, note=words, action="question")
    return question


@transaction.atomic
def close_question(question_uuid: UUID, *, answer_seen: bool = False, by: User) -> Question:
    """The school has read the answer, or needs none any more. An answer that its page did not show is read first."""
    if by.role not in SCHOOL_ROLES:
        raise NotAllowed("问题由提问的学校办结")
    question = Question.objects.visible_to(by).select_related("application").get(uuid=question_uuid)
    waiting = Question.objects.filter(pk=question.pk, closed_at=None, answered_at__isnull=not answer_seen)
    written = waiting.update(closed_at=timezone.now(), closed_by=by)
    question.refresh_from_db()
    if not written:
        raise AlreadyDone("这个问题已经办结") if question.closed_at else Changed("考试院刚刚答复了，请看答复")
    label = "已看考试院答复" if question.answered_at else "撤回向考试院的提问"
    remember(question.application, label, by=by, note=question.text, action="question")
    return question


def _words(text: str, what: str) -> str:
    words = text.strip()
    if not words:
        raise NotAllowed(f"请写明{what}")
    if len(words) > MOST:
        raise NotAllowed(f"{what}最多 {MOST} 字，请缩短")
    return words
