"""Sends the payer to the cashier of a gateway. The attempt is written first, so a crash in between loses no money."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from selfexam.payments.domain.refusals import GatewayDown, NotPayable
from selfexam.payments.gateways import registry
from selfexam.payments.gateways.protocol import Gateway, Rejected, Unreachable
from selfexam.payments.models import Attempt, Order
from selfexam.payments.models.attempt import SHORTEST_GAP
from selfexam.wording import when


def start(order: Order, gateway_code: str, back_url: str) -> str:
    """The address to send the payer to; `gateway_code` may be empty: the first that is offered.

    Called outside a transaction, since it speaks to the provider. Raises NotPayable or GatewayDown.
    """
    now = timezone.now()
    gateway = _chosen(gateway_code)
    _check(order, now)
    facts = {"started_at": now, "next_ask_at": now + SHORTEST_GAP, "closed_at": None}
    Attempt.objects.update_or_create(order=order, gateway=gateway.code, defaults=facts)
    notify_url = settings.PORTAL_URL.rstrip("/") + reverse("payments:notify", args=[gateway.code])
    try:
        return gateway.create(order, notify_url, back_url)
    except Unreachable as away:
        raise GatewayDown("支付平台没有回应，请过几分钟再试。已经付过款的，请点“查询结果”") from away
    except Rejected as refusal:
        raise GatewayDown(f"支付平台没有接受这笔订单：{refusal.sentence}。请过几分钟再试") from refusal


def _chosen(code: str) -> Gateway:
    offered = registry.enabled()
    if not offered:
        raise NotPayable("网上缴费还没有开通，请联系主考学校")
    for gateway in offered:
        if code in ("", gateway.code):
            return gateway
    raise NotPayable("没有这种支付方式，请重新选择")


def _check(order: Order, now: datetime) -> None:
    if order.is_paid:
        raise NotPayable("这笔订单已支付，不需要再付")
    if not order.is_open:
        raise NotPayable(f"这笔订单{order.get_state_display()}，不能支付")
    if now > order.pay_before:
        raise NotPayable(f"缴费已于 {when(order.pay_before)} 截止")
