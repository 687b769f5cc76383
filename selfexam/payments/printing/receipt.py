"""The slip of a payment at the counter (收费凭条) as PDF: who paid what to whom; no fiscal receipt."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from selfexam import typesetting
from selfexam.payments.models import CounterReceipt
from selfexam.wording import grouped, money

LAYOUT = Path(__file__).with_name("receipt.typ")


def slip(receipt: CounterReceipt) -> bytes:
    """The same receipt gives the same bytes. A character that no font holds is shown as ＿."""
    order, taken = receipt.payment.order, timezone.localtime(receipt.taken_at)
    facts = {
        "school": receipt.school.name,
        "number": receipt.number,
        "order": order.number,
        "name": order.owed_by,
        "reference": grouped(order.reference),
        "title": order.title,
        "amount": money(receipt.payment.amount),
        "method": receipt.get_method_display(),
        "taken_by": receipt.taken_by.name,
        "taken_at": f"{taken:%Y-%m-%d %H:%M}",
        "void": receipt.void_reason,
    }
    printable = {name: _printable(str(words)) for name, words in facts.items()}
    document = {"institute": settings.INSTITUTE_NAME, "day": [taken.year, taken.month, taken.day], **printable}
    return typesetting.pdf(LAYOUT, document)


def _printable(text: str) -> str:
    for character in typesetting.missing_characters(text):
        text = text.replace(character, "＿")
    return text
