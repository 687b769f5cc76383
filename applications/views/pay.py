"""缴费: what is due, by when, and what has become of it. The order is opened by a POST, never by looking."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from applications.domain.pay import counter_receipt, last_order, order_for, refunds_of
from applications.domain.refusals import Refused
from applications.statuses import UNPAID, Status
from applications.views.answering import answered
from applications.views.fetching import own_application
from selfexam.accounts.access import for_roles
from selfexam.accounts.roles import Role
from selfexam.payments import domain as payments
from selfexam.payments.gateways.registry import counter_is_open
from selfexam.payments.models import Order


@require_safe
@for_roles(Role.CANDIDATE)
def pay(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = own_application(request, uuid)
    order = last_order(application)
    gone = order is not None and order.state == Order.State.REFUNDED
    context = {
        "application": application,
        "order": order,
        "at_counter": counter_receipt(order),
        # An order that is given back says so itself; its refund is not told twice.
        "refunds": [refund for refund in refunds_of(application) if not (gone and refund.payment.settles)],
        "counter_is_open": counter_is_open(),
        "is_due": application.status == Status.FIRST_PASSED,
        "is_later": application.status in UNPAID,
        "is_open": application.batch.payment_is_open(),
    }
    template = "applications/_pay_state.html" if request.htmx else "applications/pay.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_POST
@for_roles(Role.CANDIDATE)
def start(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open the order if there is none and go to the cashier."""
    application = own_application(request, uuid)
    with answered(request):
        try:
            order = order_for(application)
            back = request.build_absolute_uri(reverse("payments:return", args=[order.uuid]))
            return redirect(payments.start(order, request.POST.get("gateway", ""), back))
        except payments.PaymentRefused as refusal:
            raise Refused(refusal.sentence) from refusal
    return redirect("applications:pay", application.uuid)
