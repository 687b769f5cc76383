"""The intake desk: one field for scanner or keyboard, then one person's list to tick."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.domain.refusals import AlreadyDone, Refused
from applications.models import Application, PaperLookup
from applications.paper_code import code_of
from applications.papers import Standing, standing_of
from applications.views.answering import answered
from review.domain.intake import take, undo
from review.domain.look_up import look_up
from review.forms.intake import COMMON_DEFECTS, MOST_COPIES, line_key, read_entries, typed_of
from review.paper_scope import is_district, open_for_intake
from review.views.choosing import written
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import PAPER_ROLES

MISS = "没有找到“{}”。请核对条码或准考证号；不归这里收的材料，请考生按材料清单上的地点交。"


@require_safe
@for_roles(*PAPER_ROLES)
def desk(request: HttpRequest) -> HttpResponse:
    """The field, and whom this person has opened today."""
    user = signed_in(request)
    looked = PaperLookup.objects.open_to(user).filter(application__in=open_for_intake(user))
    recent = list(looked.select_related("application__record__programme")[:40])
    once = list({lookup.application_id: lookup for lookup in reversed(recent)}.values())[::-1]
    context = {"recent": once[:10], "by_name": not is_district(user)}
    return render(request, "review/papers/desk.html", context)


@require_POST
@for_roles(*PAPER_ROLES)
def find(request: HttpRequest) -> HttpResponse:
    """A scanner ends with Enter: the form goes out and the person's list opens."""
    user, text = signed_in(request), written(request, "code", 40)
    with answered(request):
        found = look_up(text, by=user)
        if found.application is not None:
            return redirect("review:papers-sheet", found.application.uuid)
        if found.several:
            return redirect(f"{reverse('review:papers-list')}?{urlencode({'q': text})}")
        messages.error(request, MISS.format(text))
    return redirect("review:papers")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*PAPER_ROLES)
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is due and what has come; a POST registers all lines of the page or none."""
    application = get_object_or_404(open_for_intake(signed_in(request)).with_record(), uuid=uuid)
    standing = standing_of(application)
    if request.method != "POST":
        return _show(request, application, standing)
    try:
        after = take(uuid, read_entries(request.POST, standing.lines), by=signed_in(request))
    except AlreadyDone as done:
        messages.info(request, f"{done.sentence}。")
    except Refused as refused:
        # What was typed comes back beside what holds now.
        messages.warning(request, f"{refused.sentence}。")
        return _show(request, application, standing_of(application), typed_of(request.POST))
    else:
        messages.success(request, f"{application.record.name}：{after.lacks or '材料已收齐'}")
        return redirect("review:papers")
    return redirect("review:papers-sheet", uuid)


def _show(
    request: HttpRequest, application: Application, standing: Standing, typed: dict[str, str] | None = None
) -> HttpResponse:
    user = signed_in(request)
    context = {
        "application": application,
        "record": application.record,
        "papers": standing,
        "rows": [line for line in standing.lines if line.is_paper or user.school_id],
        "code": code_of(application.uuid),
        "typed": typed or {},
        "defects": COMMON_DEFECTS,
        "most": MOST_COPIES,
        "to_record": bool(user.school_id and application.first_submitted_at),
        "events": application.events.filter(action="papers").order_by("-at", "-pk")[:20],
    }
    return render(request, "review/papers/sheet.html", context, status=422 if typed else 200)


@require_POST
@for_roles(*PAPER_ROLES)
def undo_line(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = get_object_or_404(open_for_intake(signed_in(request)), uuid=uuid)
    key, seen = line_key(request.POST.get("line", "")), request.POST.get("seen", "")
    with answered(request):
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        if key is not None:
            undo(application.uuid, key, written(request, "reason", 120), version, by=signed_in(request))
            messages.success(request, "已撤销登记，原因记入全部记录")
    return redirect("review:papers-sheet", uuid)
