"""发放签领, for a school: its printed certificates by programme, who has signed, and signing for one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applications.domain.refusals import AlreadyDone, Refused
from applications.statuses import Status
from certificates.domain.hand_over import hand_over
from certificates.forms.hand_over import HandOverForm
from certificates.models import Certificate, PrintPart
from certificates.queries import being_handed_over, for_handover
from certificates.views.acting import page_of
from certificates.views.batches import batch_of
from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.catalogue.models import Batch

ROWS = 50
STATES = {"": "全部", "open": "待领取", "taken": "已领取"}


@require_safe
@for_roles(*SCHOOL_ROLES)
def handover(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    batch = batch_of(request) if request.GET.get("batch") else being_handed_over(user) or batch_of(request)
    context: dict[str, Any] = {"batch": batch, "batches": Batch.objects.published(), "school": user.school}
    if batch is not None:
        everybody = for_handover(batch, user)
        page = Paginator(_filtered(everybody, request), ROWS).get_page(request.GET.get("page"))
        context |= {
            "programmes": _programmes(everybody),
            "total": everybody.count(),
            "taken": everybody.filter(application__status=Status.ISSUED).count(),
            "page": page,
            "rows": [(certificate, getattr(certificate, "handover", None)) for certificate in page],
            "parts": PrintPart.objects.visible_to(user)
            .filter(run__batch=batch)
            .in_reading_order()
            .select_related("programme", "run"),
            "asked": {name: request.GET.get(name, "") for name in ("q", "state", "programme")},
        }
        numbers = {"": context["total"], "open": context["total"] - context["taken"], "taken": context["taken"]}
        context["states"] = [(state, label, numbers[state]) for state, label in STATES.items()]
        context["percent"] = round(100 * context["taken"] / context["total"]) if context["total"] else 0
    return render(request, "certificates/handover/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SCHOOL_ROLES)
def sign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person: what is handed over, and the form; afterwards who took it."""
    user = signed_in(request)
    found = get_object_or_404(
        Certificate.objects.visible_to(user)
        .filter(application__status__in=[Status.PRINTED, Status.ISSUED])
        .select_related("application__record__programme", "application__batch", "application__school", "handover__by"),
        uuid=uuid,
    )
    form = HandOverForm(request.POST or None, initial={"version": found.application.version})
    if request.method == "POST" and form.is_valid():
        try:
            _hand_over(found, form, request)
            messages.success(request, f"{found.application.record.name}的毕业证书已签领")
            return redirect(page_of("certificates:handover", found.application.batch))
        except AlreadyDone as done:
            messages.info(request, done.sentence)
            return redirect("certificates:sign", uuid=uuid)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    taken = getattr(found, "handover", None)
    status = 422 if form.errors else 200
    context = {"certificate": found, "application": found.application, "form": form, "handover": taken}
    return render(request, "certificates/handover/sign.html", context, status=status)


def _hand_over(found: Certificate, form: HandOverForm, request: HttpRequest) -> None:
    hand_over(
        found.application.uuid,
        by=signed_in(request),
        signed_on=form.signed,
        proxy=form.proxy(),
        seen_version=form.cleaned_data["version"],
    )


def _programmes(everybody: QuerySet[Certificate]) -> list[dict[str, Any]]:
    """Per programme: how many certificates there are and how many are taken."""
    programme = "application__record__programme"
    return list(
        everybody.order_by()
        .values(f"{programme}__id", f"{programme}__name", f"{programme}__level")
        .annotate(people=Count("pk"), taken=Count("pk", filter=Q(application__status=Status.ISSUED)))
        .order_by(f"{programme}__code", f"{programme}__level")
    )


def _filtered(everybody: QuerySet[Certificate], request: HttpRequest) -> QuerySet[Certificate]:
    words, state = typed.plain(request.GET.get("q", ""))[:40], request.GET.get("state", "")
    programme = request.GET.get("programme", "")
    if words:
        number = typed.compact(words)
        everybody = everybody.filter(
            Q(application__record__name__icontains=typed.part_of_name(words))
            | Q(admission_number__icontains=number)
            | Q(number__icontains=number)
        )
    if state == "open":
        everybody = everybody.filter(application__status=Status.PRINTED)
    elif state == "taken":
        everybody = everybody.filter(application__status=Status.ISSUED)
    if programme.isascii() and programme.isdigit() and len(programme) < 10:
        everybody = everybody.filter(application__record__programme_id=int(programme))
    return everybody
