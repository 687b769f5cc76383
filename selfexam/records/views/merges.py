"""合并考籍: the candidate's request, the institute's list, one request side by side, the decision."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.accounts.tab_counts import counts
from selfexam.records.domain.ask_merge import ask_merge, withdraw_merge
from selfexam.records.domain.decide_merge import TWO_PEOPLE, approve_merge, refuse_merge
from selfexam.records.domain.move_credits import what_moves
from selfexam.records.forms.merges import MergeForm, OwnMergeForm
from selfexam.records.models import RecordMerge, StudentRecord
from selfexam.records.refusals import RecordRefused
from selfexam.records.views.acting import acted

page = require_http_methods(["GET", "HEAD", "POST"])
NUMBERS = ("source__programme", "target__programme", "source__school", "target__school", "asked_by", "decided_by")


@counts("records:merges")
def waiting(user: User) -> int:
    return RecordMerge.objects.visible_to(user).open().count()


@page
@for_roles(Role.CANDIDATE)
def own_merge(request: HttpRequest) -> HttpResponse:
    """For people with two 准考证号; how earlier requests stand is below."""
    user = signed_in(request)
    own = StudentRecord.objects.visible_to(user).filter(merged_into=None, graduated_on=None).select_related("programme")
    form = OwnMergeForm(own, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        messages.success(request, "合并申请已提交，等考试院决定")
        return redirect("records:own-merge")
    merges = RecordMerge.objects.visible_to(user).select_related(*NUMBERS)
    is_open = any(merge.is_open for merge in merges)
    context = {"form": form, "merges": merges, "may_ask": own.count() > 1 and not is_open, "is_open": is_open}
    return render(request, "records/own_merge.html", context, status=422 if form.errors else 200)


@page
@for_roles(*INSTITUTE_ROLES)
def merges(request: HttpRequest) -> HttpResponse:
    form = MergeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (merge := _asked(request, form)):
        return redirect("records:merge", merge.uuid)
    seen = RecordMerge.objects.visible_to(signed_in(request)).select_related(*NUMBERS)
    context = {
        "form": form,
        "waiting": seen.open().order_by("asked_at"),
        "page": Paginator(seen.exclude(state=RecordMerge.State.ASKED), 30).get_page(request.GET.get("page")),
    }
    return render(request, "records/merges.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(*INSTITUTE_ROLES)
def merge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _show(request, _of(request, uuid))


@require_POST
@for_roles(*INSTITUTE_ROLES)
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row, user = _of(request, uuid), signed_in(request)
    words = typed.plain(request.POST.get("words", ""))[:300]
    if request.POST.get("decision") == "approve":
        done = acted(request, lambda: approve_merge(row.uuid, words, by=user), "两个准考证号已合并")
    else:
        done = acted(request, lambda: refuse_merge(row.uuid, words, by=user), "没有同意合并，两份考籍都没有改动")
    row.refresh_from_db()
    return _show(request, row, words) if words and not done and row.is_open else redirect("records:merge", row.uuid)


@require_POST
@for_roles(Role.CANDIDATE, *INSTITUTE_ROLES)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = get_object_or_404(RecordMerge.objects.visible_to(user), uuid=uuid)
    acted(request, lambda: withdraw_merge(row.uuid, by=user), "合并申请已撤回，两份考籍都没有改动")
    return redirect("records:own-merge") if user.is_candidate else redirect("records:merge", row.uuid)


def _asked(request: HttpRequest, form: MergeForm | OwnMergeForm) -> RecordMerge | None:
    said = form.cleaned_data
    try:
        return ask_merge(said["source"].uuid, said["target"].uuid, said["why"], by=signed_in(request))
    except RecordRefused as refused:
        form.add_error(None, refused.sentence)
        return None


def _of(request: HttpRequest, uuid: UUID) -> RecordMerge:
    return get_object_or_404(RecordMerge.objects.visible_to(signed_in(request)).select_related(*NUMBERS), uuid=uuid)


def _show(request: HttpRequest, row: RecordMerge, words: str = "") -> HttpResponse:
    """Both records side by side, with their passes."""
    moves = what_moves(row.source, row.target) if row.is_open else {}
    sides = [
        (title, record, record.credits.select_related("course", "merged_from").order_by("course__code", "year"))
        for title, record in (("停用", row.source), ("保留", row.target))
    ]
    context = {
        "merge": row,
        "sides": sides,
        "same_id": row.source.id_digest == row.target.id_digest,
        "same_name": row.source.name == row.target.name,
        "words": words,
        "moving": [key for key, goes in moves.items() if goes],
        "staying": [key for key, goes in moves.items() if not goes],
        "accounts_differ": row.source.holder_id is not None and row.source.holder_id != row.target.holder_id,
        "own_proposal": row.asked_by == signed_in(request),
        "two_people": TWO_PEOPLE,
    }
    return render(request, "records/merge.html", context, status=422 if words else 200)
