"""The institute's desk of money: orders with their payments and refunds, what providers sent, refunds run again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.accounts.tab_counts import counts
from selfexam.payments import queries
from selfexam.payments.domain import run_refund_again
from selfexam.payments.models import GatewayMessage, Order, Refund

PAGE = 50


@counts("payments:orders")
def waiting(user: User) -> int:
    """Refunds that a provider refused; nothing happens to them until somebody runs them again."""
    return Refund.objects.visible_to(user).failed().count()


@for_roles(*INSTITUTE_ROLES)
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    tabs = queries.tabs(user, request.GET.get("show", ""))
    show = next((tab.key for tab in tabs if tab.is_current), "")
    text = request.GET.get("number", "").strip()[:32].replace("\0", "")
    page = Paginator(queries.rows(user, show, text), PAGE).get_page(request.GET.get("page"))
    refused = GatewayMessage.objects.filter(verdict=GatewayMessage.Verdict.REFUSED, verified=True).count()
    context = {"tabs_of_orders": tabs, "show": show, "text": text, "page": page, "refused": refused}
    return render(request, "payments/orders.html", context)


@for_roles(*INSTITUTE_ROLES)
@require_safe
def order(request: HttpRequest, uuid: UUID) -> HttpResponse:
    order = get_object_or_404(Order.objects.visible_to(signed_in(request)).select_related("payer"), uuid=uuid)
    context = {
        "order": order,
        "payments": order.payments.prefetch_related("refunds__requested_by", "refunds__run_again_by"),
        "attempts": order.attempts.order_by("started_at"),
        "may_ask": order.attempts.open().exists(),
        "gateway_messages": order.messages.all()[:PAGE],
    }
    return render(request, "payments/order.html", context)


@for_roles(*INSTITUTE_ROLES)
@require_safe
def gateway_messages(request: HttpRequest) -> HttpResponse:
    """Those not acted upon first; they alone may need somebody."""
    show = request.GET.get("show", GatewayMessage.Verdict.REFUSED)
    show = show if show in GatewayMessage.Verdict.values else GatewayMessage.Verdict.REFUSED
    found = GatewayMessage.objects.filter(verdict=show).select_related("order")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "show": show, "verdicts": GatewayMessage.Verdict.choices}
    return render(request, "payments/messages.html", context)


@for_roles(*INSTITUTE_ROLES)
@require_POST
def refund_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    refund = get_object_or_404(Refund.objects.visible_to(user).select_related("payment__order"), uuid=uuid)
    if run_refund_again(refund, user):
        messages.success(request, f"退费 {refund.number} 已重新发起")
    else:
        refund.refresh_from_db()
        messages.info(request, f"退费 {refund.number} 现在是“{refund.get_state_display()}”，不需要再次发起")
    return redirect("payments:order", refund.payment.order.uuid)
