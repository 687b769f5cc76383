"""What a payer does: go to the cashier, come back, ask what became of it. Coming back proves and writes nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.payments.domain import Answer, PaymentRefused, ask, start
from selfexam.payments.models import Order

PAYERS = (Role.CANDIDATE, Role.UNIT_CLERK)
LEVELS = {
    Answer.PAID: messages.SUCCESS,
    Answer.GIVEN_BACK: messages.WARNING,
    Answer.DISAGREES: messages.WARNING,
    Answer.UNREACHABLE: messages.WARNING,
    Answer.UNPAID: messages.INFO,
}


@for_roles(*PAYERS)
@require_POST
def start_payment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    order = _order(request, uuid)
    back = request.build_absolute_uri(reverse("payments:return", args=[order.uuid]))
    try:
        return redirect(start(order, request.POST.get("gateway", ""), back))
    except PaymentRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(order.return_path)


@for_roles(*PAYERS)
@require_safe
def came_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The page it leads to shows the order as it stands and looks again by itself until the callback has come."""
    return redirect(_order(request, uuid).return_path)


@for_roles(*PAYERS, *INSTITUTE_ROLES)
@require_POST
def ask_provider(request: HttpRequest, uuid: UUID) -> HttpResponse:
    order = _order(request, uuid)
    answer = ask(order)
    messages.add_message(request, LEVELS[answer], answer.value)
    if signed_in(request).role in INSTITUTE_ROLES:
        return redirect("payments:order", order.uuid)
    return redirect(order.return_path)


def _order(request: HttpRequest, uuid: UUID) -> Order:
    return get_object_or_404(Order.objects.visible_to(signed_in(request)), uuid=uuid)
