"""What the review pages show of 考籍协助: every question on the application, of whatever round. Reads only."""

from typing import Any

from applications.models import Application
from applications.statuses import Status
from review.models import Question


def asked_of(application: Application) -> dict[str, Any]:
    """`questions_open` is how many wait for the institute; a pass is warned of them, not blocked."""
    questions = list(
        Question.objects.filter(application=application).select_related("asked_by", "answered_by", "closed_by")
    )
    return {
        "questions": questions,
        "questions_open": sum(question.is_open for question in questions),
        "may_ask": application.status in (Status.SUBMITTED, Status.RETURNED),
    }
