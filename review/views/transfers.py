"""Transfer lists: what a district office or a unit hands over, and what the school confirms to have received."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.domain.refusals import NotAllowed
from applications.models import Paper, PaperTransfer
from applications.views.answering import answered
from review.domain.transfers import confirm, hand_over, take_back
from review.views.choosing import written
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import PAPER_ROLES, SCHOOL_ROLES, Role
from selfexam.accounts.tab_counts import counts
from selfexam.catalogue.models import School


@counts("review:transfers")
def waiting(user: User) -> int:
    """Lists that the school has to count and confirm; whoever handed them over waits."""
    return PaperTransfer.objects.visible_to(user).open().count() if user.school_id else 0


@require_safe
@for_roles(*PAPER_ROLES)
def transfer_list(request: HttpRequest) -> HttpResponse:
    """What lies here and goes to which school; below it all lists, open ones first."""
    user = signed_in(request)
    lying = Paper.objects.at_desk_of(user).to_hand_over() if not user.school_id else Paper.objects.none()
    by_school = lying.order_by().values("application__school__code", "application__school__name")
    found = PaperTransfer.objects.visible_to(user).select_related("school", "unit", "district", "made_by")
    context = {
        "lying": by_school.annotate(people=Count("application", distinct=True), copies=Sum("copies")),
        "page": Paginator(found, 30).get_page(request.GET.get("page")),
    }
    return render(request, "review/papers/transfers.html", context)


@require_POST
@for_roles(Role.UNIT_CLERK, Role.INTAKE_CLERK)
def make(request: HttpRequest) -> HttpResponse:
    school = get_object_or_404(School, code=written(request, "school", 5))
    with answered(request):
        transfer = hand_over(school, by=signed_in(request))
        messages.success(request, f"移交单已生成：{transfer.people} 人，{transfer.copies} 份")
        return redirect("review:transfer", transfer.uuid)
    return redirect("review:transfers")


@require_safe
@for_roles(*PAPER_ROLES)
def transfer_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list by 准考证号; prints as the paper that goes along and is signed."""
    return _show(request, _of(request, uuid), {})


def _of(request: HttpRequest, uuid: UUID) -> PaperTransfer:
    seen = PaperTransfer.objects.visible_to(signed_in(request))
    return get_object_or_404(seen.select_related("school", "unit", "district", "made_by", "confirmed_by"), uuid=uuid)


def _show(request: HttpRequest, transfer: PaperTransfer, typed: dict[str, str]) -> HttpResponse:
    papers = transfer.papers.select_related("application__record__programme")
    context = {
        "transfer": transfer,
        "papers": papers.order_by("application__record__admission_number", "-block", "pk"),
        "receives": signed_in(request).school_id == transfer.school_id,
        "typed": typed,
    }
    return render(request, "review/papers/transfer.html", context, status=422 if typed else 200)


@require_POST
@for_roles(*SCHOOL_ROLES)
def confirm_receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    transfer, counted, note = _of(request, uuid), written(request, "counted", 6), written(request, "note", 120)
    with answered(request):
        confirm(transfer.uuid, _number(counted), note, by=signed_in(request))
        messages.success(request, f"已确认收到 {transfer.giver} 移交的材料")
        return redirect("review:transfer", uuid)
    transfer.refresh_from_db()
    if not transfer.is_open:
        return redirect("review:transfer", uuid)
    # Counted by hand: a refusal does not lose it.
    return _show(request, transfer, {"counted": counted, "note": note})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise NotAllowed("请填写实收份数")
    return int(text)


@require_POST
@for_roles(Role.UNIT_CLERK, Role.INTAKE_CLERK)
def back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    transfer = get_object_or_404(PaperTransfer.objects.visible_to(signed_in(request)), uuid=uuid)
    with answered(request):
        take_back(transfer.uuid, written(request, "reason", 120), by=signed_in(request))
        messages.success(request, "已收回，材料仍在这里，可以重新移交")
    return redirect("review:transfer", uuid)
