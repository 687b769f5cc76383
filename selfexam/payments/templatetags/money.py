"""`{{ order.amount|yuan }}`: 30 元 from 3000 fen; `{{ payment.gateway|gateway_name }}`: 模拟支付 from sandbox."""

from django import template

from selfexam.payments.gateways import registry
from selfexam.wording import money

register = template.Library()


@register.filter
def yuan(fen: int | None) -> str:
    """Nothing for None."""
    return "" if fen is None else money(fen)


@register.filter
def gateway_name(code: str) -> str:
    """What payers know the gateway by."""
    return registry.name_of(code)
