"""Orders and what happened to them; the Sandbox* models are the make-believe provider's own database."""

from selfexam.payments.models.attempt import Attempt
from selfexam.payments.models.counter_payback import CounterPayback
from selfexam.payments.models.counter_receipt import CounterReceipt
from selfexam.payments.models.gateway_message import GatewayMessage
from selfexam.payments.models.order import Order
from selfexam.payments.models.payment import Payment
from selfexam.payments.models.refund import Refund
from selfexam.payments.models.sandbox_refund import SandboxRefund
from selfexam.payments.models.sandbox_trade import SandboxTrade

__all__ = [
    "Attempt",
    "CounterPayback",
    "CounterReceipt",
    "GatewayMessage",
    "Order",
    "Payment",
    "Refund",
    "SandboxRefund",
    "SandboxTrade",
]
