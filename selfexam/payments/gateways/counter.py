"""The counter (现场缴费) as a gateway: no provider stands behind it. Money is taken by domain/take_at_counter.py; a
refund waits until a cashier has handed it back (domain/pay_back.py) and is never done by itself.
"""

from collections.abc import Mapping

from selfexam.payments.gateways.protocol import (
    BadSignature,
    Notice,
    RefundReport,
    RefundState,
    Rejected,
    Reply,
    TradeReport,
    TradeState,
)
from selfexam.payments.models import Order, Refund
from selfexam.payments.models.payment import COUNTER


class CounterGateway:
    """Nobody is sent here and nobody calls back."""

    code = COUNTER
    name = "现场缴费"
    currency = "CNY"
    merchant = COUNTER

    def create(self, order: Order, notify_url: str, return_url: str) -> str:
        raise Rejected("现场缴费请到主考学校")

    def parse_callback(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        raise BadSignature("nobody calls back from a counter")

    def reply(self, taken: bool) -> Reply:
        return Reply(404, b"", "text/plain")

    def query(self, order: Order) -> TradeReport:
        return TradeReport(order.number, TradeState.ABSENT)

    def close(self, order: Order) -> None:
        """Nothing is open anywhere."""

    def refund(self, refund: Refund) -> RefundReport:
        return RefundReport(refund.number, RefundState.PROCESSING)

    def query_refund(self, refund: Refund) -> RefundReport:
        return RefundReport(refund.number, RefundState.PROCESSING)
