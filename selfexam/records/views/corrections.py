"""考籍更正 at the desks: what waits, one request with its proofs, the school's word, the institute's decision."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.accounts.tab_counts import counts
from selfexam.marked_files import respond_to
from selfexam.records.correctable import shown
from selfexam.records.domain.check_correction import forward_correction, send_back_correction
from selfexam.records.domain.decide_correction import approve_correction, refuse_correction
from selfexam.records.domain.reveal_correction import reveal_correction
from selfexam.records.models import CorrectedField, Correction, CorrectionProof
from selfexam.records.views.acting import acted

DESKS = (*SCHOOL_ROLES, *INSTITUTE_ROLES)


@counts("records:corrections")
def waiting(user: User) -> int:
    return Correction.objects.awaiting(user).count()


@require_safe
@for_roles(*DESKS)
def corrections(request: HttpRequest) -> HttpResponse:
    """What waits for this desk first, oldest first; then everything else, newest first."""
    user = signed_in(request)
    seen = Correction.objects.visible_to(user).select_related("record__school").prefetch_related("items")
    mine = Correction.objects.awaiting(user).select_related("record__school").prefetch_related("items")
    others = seen.exclude(pk__in=Correction.objects.awaiting(user).values("pk"))
    context = {"waiting": mine.order_by("asked_at"), "page": Paginator(others, 30).get_page(request.GET.get("page"))}
    return render(request, "records/corrections.html", context)


@require_safe
@for_roles(*DESKS)
def correction(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _show(request, _of(request, uuid))


@require_POST
@for_roles(*SCHOOL_ROLES)
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The school forwards with its word, or sends back with the reason."""
    row, words, user = _of(request, uuid), _words(request), signed_in(request)
    if request.POST.get("decision") == "forward":
        done = acted(request, lambda: forward_correction(row.uuid, words, by=user), f"{row.record.name}：已转报考试院")
    else:
        done = acted(request, lambda: send_back_correction(row.uuid, words, by=user), f"{row.record.name}：已退回考生")
    return _after(request, row, done, words)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row, words, user = _of(request, uuid), _words(request), signed_in(request)
    name = row.record.name
    if request.POST.get("decision") == "approve":
        done = acted(request, lambda: approve_correction(row.uuid, words, by=user), f"{name}：考籍已更正")
    else:
        done = acted(request, lambda: refuse_correction(row.uuid, words, by=user), f"{name}：没有同意更正，已告诉考生")
    return _after(request, row, done, words)


@require_POST
@never_cache
@for_roles(*DESKS)
def reveal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Both ID numbers in full, to be compared with the proof; who looked stands in the history of the record."""
    row = _of(request, uuid)
    return _show(request, row, full=reveal_correction(row.uuid, by=signed_in(request)))


@require_safe
@for_roles(Role.CANDIDATE, *DESKS)
def proof(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    user = signed_in(request)
    return respond_to(user, get_object_or_404(CorrectionProof.objects.visible_to(user), uuid=uuid).file)


def _of(request: HttpRequest, uuid: UUID) -> Correction:
    seen = Correction.objects.visible_to(signed_in(request))
    related = ("record__school", "record__programme", "asked_by", "school_by", "decided_by")
    return get_object_or_404(seen.select_related(*related).prefetch_related("items", "proofs"), uuid=uuid)


def _words(request: HttpRequest) -> str:
    return typed.plain(request.POST.get("words", ""))[:301]


def _after(request: HttpRequest, row: Correction, done: bool, words: str) -> HttpResponse:
    """Refused while it still waits, the page comes back with what was written."""
    row.refresh_from_db()
    if not done and row.is_open and words:
        return _show(request, row, words=words)
    return redirect("records:correction", row.uuid)


def _show(request: HttpRequest, row: Correction, *, full: bool = False, words: str = "") -> HttpResponse:
    user, state = signed_in(request), Correction.State(row.state)
    told = _in_full if full else shown
    items = [(i.get_field_display(), told(i.field, i.before), told(i.field, i.after)) for i in row.items.all()]
    context = {
        "correction": row,
        "record": row.record,
        "items": items,
        "is_hidden": not full and any(i.field == CorrectedField.ID_NUMBER for i in row.items.all()),
        "may_check": state == Correction.State.ASKED and user.role in SCHOOL_ROLES,
        "may_decide": state == Correction.State.FORWARDED and user.role in INSTITUTE_ROLES,
        "words": words,
    }
    return render(request, "records/correction.html", context, status=422 if words else 200)


def _in_full(field: str, value: str) -> str:
    return value if field == CorrectedField.ID_NUMBER else shown(field, value)
