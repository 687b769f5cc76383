"""One application: the task list while it is filled in, the way it goes afterwards."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from applications.completeness import PartState, part_states
from applications.domain.begin import why_not_begin
from applications.domain.edit import latest_returns
from applications.domain.guards import application_window_is_open
from applications.domain.lifecycle import steps_open_to
from applications.domain.message import why_closed
from applications.domain.pay import counter_receipt, last_order, refunds_of
from applications.domain.withdraw import withdraw
from applications.exemptions.entry import exemption_entry
from applications.messaging import unread
from applications.models import Application
from applications.papers import papers_context
from applications.sections import Section
from applications.statuses import UNPAID, Status
from applications.timeline import timeline
from applications.views.answering import answered
from applications.views.fetching import FILLERS, own_application
from applications.workflow import Action
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role

# What the page says first; a draft and a return have sentences of their own.
HEADLINES = {
    Status.SUBMITTED: "学校正在审核，暂时没有需要您做的事",
    Status.PAID: "初审合格，等待集中会审",
    Status.APPROVED: "会审已通过，正在办理电子注册",
    Status.REJECTED: "集中会审未通过",
    Status.REGISTERED: "已电子注册，证书正在制作",
    Status.PRINTED: "证书已制作，请等领取通知",
    Status.ISSUED: "毕业证书已领取",
    Status.WITHDRAWN: "您撤回了本次申请",
    Status.LAPSED: "本次申请已作废",
}

AWAITED_PAPERS = {"missing": "学校正在审核，请交齐纸质材料", "defect": "学校正在审核，请补正纸质材料"}


@require_safe
@for_roles(*FILLERS)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where every part leads back to: the candidate's page, at a school the page of the counter."""
    application = own_application(request, uuid)
    if not signed_in(request).is_candidate:
        return redirect("applications:counter-case", application.uuid)
    if application.status == Status.DRAFT:
        return _task_list(request, application)
    return _progress(request, application)


def _task_list(request: HttpRequest, application: Application) -> HttpResponse:
    states = part_states(application)
    left = [state for state in states if not state.finished]
    groups: dict[str, list[object]] = {}
    for state in states:
        groups.setdefault(state.part.group, []).append(state)
    context = {
        "application": application,
        "locked": application_window_is_open(application, timezone.now()),
        "exemption_entry": exemption_entry(application),
        "states": states,
        "groups": groups.items(),
        "left": left,
        "done": len(states) - len(left),
        "next": left[0] if left else None,
    }
    return render(request, "applications/task_list.html", context)


def _progress(request: HttpRequest, application: Application) -> HttpResponse:
    steps = {step.action: step for step in steps_open_to(signed_in(request), application)}
    returned = list(latest_returns(application)) if application.status == Status.RETURNED else []
    states = {state.part.section: state for state in part_states(application)}
    context: dict[str, Any] = {
        "application": application,
        "exemption_entry": exemption_entry(application),
        "headline": _headline(application, [states[Section(p.section)] for p in returned if p.section in states]),
        "timeline": timeline(application),
        "states": states,
        "returned": returned,
        "resubmit": steps.get(Action.RESUBMIT),
        "withdraw": steps.get(Action.WITHDRAW),
        "events": application.events.told_to_candidate().order_by("-at", "-id"),
        "notices": application.notices.all()[:20],
        "unread": unread(application, signed_in(request)),
        "thread_closed": why_closed(application),
        "papers": None,
        "at_counter": application.status == Status.REJECTED and counter_receipt(last_order(application)),
        "refunds": refunds_of(application),
        "may_begin": application.status == Status.WITHDRAWN
        and not why_not_begin(application.record, application.batch),
    }
    if application.status in UNPAID or application.status == Status.PAID:
        context |= papers_context(application)
        # Nothing is asked of whom the school reviews, unless papers are still to come.
        if application.status == Status.SUBMITTED and context["on_paper"]:
            context["headline"] = AWAITED_PAPERS.get(context["papers"].state, context["headline"])
    return render(request, "applications/progress.html", context)


def _headline(application: Application, returned: list[PartState]) -> str:
    """A part that was touched but is not good enough yet still counts as one to mend."""
    if application.status == Status.RETURNED:
        left = sum(not state.finished and not state.is_checked_now for state in returned)
        if left:
            return f"需要您修改 {left} 项"
        return "已改好，请重新提交" if all(state.finished for state in returned) else "已改好，正在检查照片"
    if application.status == Status.FIRST_PASSED:
        return "初审已通过，请缴费"
    return HEADLINES[Status(application.status)]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CANDIDATE)
def withdrawal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks first, then withdraws."""
    application = own_application(request, uuid)
    if request.method == "POST":
        with answered(request):
            withdraw(application.uuid, by=signed_in(request))
        return redirect("applications:detail", application.uuid)
    steps = {step.action: step for step in steps_open_to(signed_in(request), application)}
    return render(
        request, "applications/withdraw.html", {"application": application, "step": steps.get(Action.WITHDRAW)}
    )
