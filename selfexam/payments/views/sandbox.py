"""The make-believe cashier: plays the provider's page, so it needs no sign-in, only the trade's unguessable token."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from selfexam.payments.gateways.registry import sandbox_is_open
from selfexam.payments.gateways.sandbox import cashier
from selfexam.payments.models import SandboxTrade

# What the buttons say to `cashier.pay`; leaving is no act of the provider.
WAYS: dict[str, timedelta | None] = {"pay": timedelta(), "silent": None, "later": cashier.LATER}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sandbox_cashier(request: HttpRequest, token: str) -> HttpResponse:
    if not sandbox_is_open():
        raise Http404
    trade = get_object_or_404(SandboxTrade, token=token)
    if request.method == "POST":
        return _act(request, trade)
    return _page(request, trade)


def _act(request: HttpRequest, trade: SandboxTrade) -> HttpResponse:
    way = request.POST.get("way", "")
    if way == "leave":
        return redirect(trade.return_url)
    if way not in WAYS:
        return _page(request, trade, status=400)
    try:
        cashier.pay(trade, notify_after=WAYS[way])
    except cashier.NotPayable:
        trade.refresh_from_db()
        # A second click on a trade that is paid goes the same way as the first.
        return redirect(trade.return_url) if trade.state == SandboxTrade.State.PAID else _page(request, trade, 409)
    return redirect(trade.return_url)


def _page(request: HttpRequest, trade: SandboxTrade, status: int = 200) -> HttpResponse:
    context = {
        "trade": trade,
        "is_payable": cashier.is_payable(trade),
        "is_paid": trade.state == SandboxTrade.State.PAID,
        "later": int(cashier.LATER.total_seconds()),
    }
    return render(request, "payments/sandbox_cashier.html", context, status=status)
