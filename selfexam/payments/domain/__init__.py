"""The acts on orders and money, one file each. The rooms above import from here."""

from selfexam.payments.domain.ask import Answer, ask
from selfexam.payments.domain.close import close
from selfexam.payments.domain.open_order import open_order
from selfexam.payments.domain.receive import receive
from selfexam.payments.domain.refusals import AmountChanged, GatewayDown, NotPayable, PaymentRefused
from selfexam.payments.domain.request_refund import request_refund
from selfexam.payments.domain.run_refund_again import run_refund_again
from selfexam.payments.domain.settle import Settled, settle
from selfexam.payments.domain.start import start

__all__ = [
    "AmountChanged",
    "Answer",
    "GatewayDown",
    "NotPayable",
    "PaymentRefused",
    "Settled",
    "ask",
    "close",
    "open_order",
    "receive",
    "request_refund",
    "run_refund_again",
    "settle",
    "start",
]
