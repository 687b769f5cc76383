"""The portal's side of the sandbox: signs requests, checks the provider's signature on answers and callbacks."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from selfexam.payments.gateways.protocol import (
    BadSignature,
    Notice,
    RefundReport,
    RefundState,
    Rejected,
    Reply,
    TradeReport,
    TradeState,
    Unreachable,
)
from selfexam.payments.gateways.sandbox import keys, provider
from selfexam.payments.models import Order, Refund


class SandboxGateway:
    """Satisfies protocol.Gateway."""

    code = "sandbox"
    name = "模拟支付"
    currency = "CNY"
    merchant = "SANDBOX-MERCHANT"

    def create(self, order: Order, notify_url: str, return_url: str) -> str:
        answer = self._ask(
            "create",
            merchant=self.merchant,
            order_number=order.number,
            title=order.title,
            amount=order.amount,
            currency=self.currency,
            notify_url=notify_url,
            return_url=return_url,
            expires_at=order.pay_before.isoformat(),
        )
        return str(answer["pay_at"])

    def parse_callback(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        signed_at = keys.check("provider", body, headers)
        try:
            facts = json.loads(body)
            says = _refund_report(facts) if facts["about"] == "refund" else _trade_report(facts)
            return Notice(str(facts["id"])[:64], datetime.fromtimestamp(signed_at, UTC), says)
        except (ValueError, KeyError, TypeError, OverflowError) as unreadable:
            raise BadSignature("signed, but not in the agreed form") from unreadable

    def reply(self, taken: bool) -> Reply:
        return Reply(200 if taken else 400, b"success" if taken else b"fail", "text/plain")

    def query(self, order: Order) -> TradeReport:
        return _trade_report(self._ask("query", order_number=order.number))

    def close(self, order: Order) -> None:
        self._ask("close", order_number=order.number)

    def refund(self, refund: Refund) -> RefundReport:
        trade_no = refund.payment.trade_no
        return _refund_report(self._ask("refund", trade_no=trade_no, refund_number=refund.number, amount=refund.amount))

    def query_refund(self, refund: Refund) -> RefundReport:
        return _refund_report(self._ask("query_refund", refund_number=refund.number))

    def _ask(self, act: str, **facts: Any) -> dict[str, Any]:
        request = json.dumps({"act": act, **facts}, ensure_ascii=False).encode()
        body, headers = provider.answer(request, keys.signed("portal", request))
        try:
            keys.check("provider", body, headers)
        except BadSignature as bad:
            raise Unreachable("the answer is not signed by the provider") from bad
        answer: dict[str, Any] = json.loads(body)
        if "error" in answer:
            raise Rejected(answer["error"])
        return answer


def _trade_report(facts: dict[str, Any]) -> TradeReport:
    return TradeReport(
        order_number=str(facts["order_number"]),
        state=TradeState(facts["state"]),
        merchant=str(facts.get("merchant", "")),
        trade_no=str(facts.get("trade_no", "")),
        amount=_fen(facts.get("amount", 0)),
        currency=str(facts.get("currency", "")),
        paid_at=_moment(facts.get("paid_at")),
    )


def _refund_report(facts: dict[str, Any]) -> RefundReport:
    return RefundReport(
        refund_number=str(facts["refund_number"]),
        state=RefundState(facts["state"]),
        amount=_fen(facts.get("amount", 0)),
        at=_moment(facts.get("at")),
    )


def _fen(written: object) -> int:
    """Whole fen; 3000.9 or "3000" is not rounded into shape."""
    if isinstance(written, bool) or not isinstance(written, int):
        raise ValueError("an amount that is not whole fen")
    return written


def _moment(written: str | None) -> datetime | None:
    """With its time zone, or it is refused: a bare local time would decide deadlines wrongly."""
    if written is None:
        return None
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError("a time without time zone")
    return moment
