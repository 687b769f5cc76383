"""Compares what a provider says of a paid trade with the order; nothing is believed because it is signed."""

from selfexam.payments.gateways.protocol import Gateway, TradeReport
from selfexam.payments.models import Order
from selfexam.wording import money


def disagreement(order: Order, gateway: Gateway, report: TradeReport) -> str | None:
    """The first difference, in a sentence for staff; None if all of it agrees."""
    if report.order_number != order.number:
        return f"平台的订单号 {report.order_number[:40]} 和订单 {order.number} 不一致"
    if report.merchant != gateway.merchant:
        return f"订单 {order.number}：商户号 {report.merchant[:40]} 不是本单位的商户号"
    if report.currency != gateway.currency:
        return f"订单 {order.number}：币种 {report.currency[:10]} 不是 {gateway.currency}"
    if report.amount != order.amount:
        return f"订单 {order.number}：平台金额 {money(report.amount)}，应为 {money(order.amount)}"
    if not report.trade_no or report.paid_at is None:
        return f"订单 {order.number}：平台没有给出交易号或支付时间"
    return None
