"""The cashier's desk: what is owed, taking the money, the receipt, a mistake of the day, paybacks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.accounts.tab_counts import counts
from selfexam.payments.domain import AlreadyTaken, PaymentRefused, pay_back, take_at_counter, void_receipt
from selfexam.payments.dues import ledger_of, owed
from selfexam.payments.forms.counter import PayBackForm, TakeForm, VoidForm
from selfexam.payments.gateways.registry import counter_is_open
from selfexam.payments.models import CounterReceipt, Order, Refund
from selfexam.payments.models.payment import COUNTER
from selfexam.payments.printing.receipt import slip

MOST = 50
page = require_http_methods(["GET", "HEAD", "POST"])


@for_roles(Role.SCHOOL_CASHIER)
@require_safe
def owing(request: HttpRequest) -> HttpResponse:
    """By name or 准考证号; the nearest deadline first."""
    user, text = signed_in(request), typed.plain(request.GET.get("q", ""))[:40]
    digits = typed.compact(text)
    found = owed(user, digits if digits.isdigit() else text, timezone.now(), MOST)
    waiting = Refund.objects.visible_to(user).waiting_at_counter().count()
    context = {"found": found, "text": text, "most": MOST, "waiting": waiting, "is_open": counter_is_open()}
    return render(request, "payments/counter/owing.html", context)


@for_roles(Role.SCHOOL_CASHIER)
@require_POST
def due(request: HttpRequest, purpose: str, subject: UUID) -> HttpResponse:
    """Open the order of something that is owed and go on to take the money."""
    try:
        order = ledger_of(purpose).order(signed_in(request), subject)
    except LookupError as missing:
        raise Http404 from missing
    except PaymentRefused as refusal:
        messages.warning(request, refusal.sentence)
        return redirect("payments:counter")
    return redirect("payments:counter-take", order.uuid)


@for_roles(Role.SCHOOL_CASHIER)
@page
def take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    order = get_object_or_404(Order.objects.visible_to(user).select_related("payer"), uuid=uuid)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = take_at_counter(order.uuid, **form.cleaned_data, by=user)
            messages.success(request, f"已登记 {order.owed_by} 的缴费，收据号 {receipt.number}")
            return redirect("payments:receipt", receipt.uuid)
        except AlreadyTaken as again:
            messages.info(request, again.sentence)
            return redirect("payments:receipt", CounterReceipt.objects.get(payment__order=order, voided_at=None).uuid)
        except PaymentRefused as refusal:
            form.add_error(None, refusal.sentence)
            order.refresh_from_db()
    receipt_of = CounterReceipt.objects.filter(payment__order=order, payment__settles=True).first()
    context = {
        "order": order,
        "form": form,
        "receipt": receipt_of,
        "is_late": timezone.now() > order.pay_before,
        "is_open": counter_is_open(),
    }
    return render(request, "payments/counter/take.html", context, status=422 if form.errors else 200)


@for_roles(Role.SCHOOL_CASHIER)
@page
def receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A receipt with its slip to print; a POST voids an entry of the same day."""
    user = signed_in(request)
    found = _receipt(request, uuid)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            void_receipt(found.uuid, **form.cleaned_data, by=user)
            messages.success(request, f"收据 {found.number} 已作废")
            return redirect("payments:receipt", found.uuid)
        except AlreadyTaken as again:
            messages.info(request, again.sentence)
            return redirect("payments:receipt", found.uuid)
        except PaymentRefused as refusal:
            form.add_error(None, refusal.sentence)
    context = {
        "receipt": found,
        "order": found.payment.order,
        "form": form,
        "may_void": found.voided_at is None and timezone.localdate(found.taken_at) == timezone.localdate(),
    }
    return render(request, "payments/counter/receipt.html", context, status=422 if form.errors else 200)


@for_roles(Role.SCHOOL_CASHIER)
@require_safe
def receipt_slip(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _receipt(request, uuid)
    response = HttpResponse(slip(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="receipt-{found.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _receipt(request: HttpRequest, uuid: UUID) -> CounterReceipt:
    seen = CounterReceipt.objects.visible_to(signed_in(request))
    related = seen.select_related("payment__order__payer", "school", "taken_by", "voided_by")
    return get_object_or_404(related, uuid=uuid)


@counts("payments:paybacks")
def waiting(user: User) -> int:
    """Refused candidates who have not fetched their money yet."""
    return Refund.objects.visible_to(user).waiting_at_counter().count()


@for_roles(Role.SCHOOL_CASHIER)
@require_safe
def paybacks(request: HttpRequest) -> HttpResponse:
    """Money that has to be handed back, the oldest first, and what was handed back lately."""
    mine = Refund.objects.visible_to(signed_in(request)).filter(payment__gateway=COUNTER)
    mine = mine.select_related("payment__order__payer", "payment__receipt", "payback__given_by")
    context = {
        "waiting": mine.filter(state=Refund.State.SENT).order_by("requested_at", "pk"),
        "queued": mine.filter(state=Refund.State.REQUESTED).count(),
        "done": mine.filter(payback__isnull=False).order_by("-payback__given_at")[:MOST],
    }
    return render(request, "payments/counter/paybacks.html", context)


@for_roles(Role.SCHOOL_CASHIER)
@page
def payback(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    seen = Refund.objects.visible_to(user).filter(payment__gateway=COUNTER)
    refund = get_object_or_404(seen.select_related("payment__order__payer", "payment__receipt"), uuid=uuid)
    form = PayBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            pay_back(refund.uuid, **form.cleaned_data, by=user)
            messages.success(request, f"已登记退还 {refund.payment.order.owed_by} 的费用")
            return redirect("payments:paybacks")
        except AlreadyTaken as again:
            messages.info(request, again.sentence)
            return redirect("payments:paybacks")
        except PaymentRefused as refusal:
            form.add_error(None, refusal.sentence)
    context = {"refund": refund, "order": refund.payment.order, "form": form}
    return render(request, "payments/counter/payback.html", context, status=422 if form.errors else 200)
