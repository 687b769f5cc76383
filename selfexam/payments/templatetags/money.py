"""`{{ order.amount|yuan }}`: 30 元 from 3000 fen."""

from django import template

from selfexam.wording import money

register = template.Library()


@register.filter
def yuan(fen: int | None) -> str:
    """Nothing for None."""
    return "" if fen is None else money(fen)
