"""考籍协助: the worklist of both sides, and the three acts, which lead back to the page they were pressed on."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from applications.models import Application
from applications.views.answering import answered
from review.domain.questions import MOST, answer_question, ask_question, close_question
from review.models import Question
from review.views.choosing import written
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.accounts.tab_counts import counts

DESKS = (*SCHOOL_ROLES, *INSTITUTE_ROLES)


@counts("review:questions")
def waiting(user: User) -> int:
    return Question.objects.awaiting(user).count()


@require_safe
@for_roles(*DESKS)
def questions(request: HttpRequest) -> HttpResponse:
    """What waits for this desk, oldest first; below it the others, newest first."""
    user = signed_in(request)
    related = ("application__record__programme", "application__school", "asked_by", "answered_by")
    mine = Question.objects.awaiting(user)
    others = Question.objects.visible_to(user).exclude(pk__in=mine.values("pk")).order_by("-asked_at", "-id")
    context = {
        "waiting": mine.select_related(*related),
        "page": Paginator(others.select_related(*related), 30).get_page(request.GET.get("page")),
    }
    return render(request, "review/questions.html", context)


@require_POST
@for_roles(*SCHOOL_ROLES)
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    application = get_object_or_404(Application.objects.visible_to(user), uuid=uuid)
    with answered(request):
        ask_question(application.uuid, written(request, "text", MOST + 1), by=user)
        messages.success(request, "问题已提交，考试院答复后显示在这里")
    return _back(request, application)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    question = _of(request, uuid)
    with answered(request):
        answer_question(question.uuid, written(request, "answer", MOST + 1), by=signed_in(request))
        messages.success(request, f"{question.application.record.name}：已答复学校")
    return _back(request, question.application)


@require_POST
@for_roles(*SCHOOL_ROLES)
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    question = _of(request, uuid)
    with answered(request):
        closed = close_question(question.uuid, answer_seen="answered" in request.POST, by=signed_in(request))
        messages.success(request, "已办结" if closed.answered_at else "问题已撤回")
    return _back(request, question.application)


def _of(request: HttpRequest, uuid: UUID) -> Question:
    seen = Question.objects.visible_to(signed_in(request)).select_related("application__record")
    return get_object_or_404(seen, uuid=uuid)


def _back(request: HttpRequest, application: Application) -> HttpResponse:
    """To the page whose form was sent, if it is one of ours."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return redirect(f"{back}#questions")
    return redirect("review:record", application.uuid)
