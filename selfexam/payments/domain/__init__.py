"""The acts on orders and money, one file each. The rooms above import from here."""

from selfexam.payments.domain.ask import Answer, ask
from selfexam.payments.domain.close import close
from selfexam.payments.domain.open_order import open_order
from selfexam.payments.domain.pay_back import pay_back
from selfexam.payments.domain.receive import receive
from selfexam.payments.domain.refusals import AlreadyTaken, AmountChanged, GatewayDown, NotPayable, PaymentRefused
from selfexam.payments.domain.request_refund import request_refund
from selfexam.payments.domain.run_refund_again import run_refund_again
from selfexam.payments.domain.settle import Settled, settle
from selfexam.payments.domain.start import start
from selfexam.payments.domain.take_at_counter import take_at_counter
from selfexam.payments.domain.void_receipt import void_receipt

__all__ = [
    "AlreadyTaken",
    "AmountChanged",
    "Answer",
    "GatewayDown",
    "NotPayable",
    "PaymentRefused",
    "Settled",
    "ask",
    "close",
    "open_order",
    "pay_back",
    "receive",
    "request_refund",
    "run_refund_again",
    "settle",
    "start",
    "take_at_counter",
    "void_receipt",
]
