"""Asks the provider what has become of an order, without waiting for its callback. For button and clock."""

from datetime import datetime
from enum import Enum

from django.utils import timezone

from selfexam.payments.domain.recheck import disagreement
from selfexam.payments.domain.settle import Settled, settle
from selfexam.payments.gateways import registry
from selfexam.payments.gateways.protocol import Rejected, TradeState, Unreachable
from selfexam.payments.models import Attempt, Order, Payment


class Answer(Enum):
    """What the provider says, with the sentence for the payer."""

    PAID = "已收到付款"
    GIVEN_BACK = "付款晚于截止时间或是重复付款，会退回原支付账户"
    DISAGREES = "支付平台的记录和订单不一致，工作人员会核对，不需要重复付款"
    UNREACHABLE = "支付平台没有回应，请稍后点“查询结果”，不需要重复付款"
    UNPAID = "支付平台还没有收到付款。刚刚付过款的，请过一分钟再查"


def ask(order: Order) -> Answer:
    """Ask every gateway the payer was sent to; the most important answer counts. Called outside a transaction."""
    order.refresh_from_db()
    if order.is_paid:
        return Answer.PAID
    answers = {look_at(attempt) for attempt in order.attempts.open().select_related("order")}
    if Order.objects.filter(pk=order.pk, state=Order.State.PAID).exists():
        answers.add(Answer.PAID)
    order.refresh_from_db()
    return next((answer for answer in Answer if answer in answers), Answer.UNPAID)


def look_at(attempt: Attempt, now: datetime | None = None) -> Answer:
    """Ask one gateway about one order and settle what it reports as paid."""
    now = now or timezone.now()
    # Before the question: a provider that hangs is not asked by everybody at once.
    Attempt.objects.filter(pk=attempt.pk).update(asked_at=now, next_ask_at=now + attempt.gap(now))
    try:
        gateway = registry.gateway(attempt.gateway)
        report = gateway.query(attempt.order)
    except registry.NoSuchGateway:
        return _troubled(attempt, "支付方式没有启用，不能查询", Answer.UNREACHABLE)
    except Unreachable:
        return _troubled(attempt, "支付平台没有回应", Answer.UNREACHABLE)
    except Rejected as refusal:
        return _troubled(attempt, refusal.sentence, Answer.UNREACHABLE)
    if report.state is not TradeState.PAID:
        return _troubled(attempt, "", Answer.UNPAID)
    if sentence := disagreement(attempt.order, gateway, report):
        return _troubled(attempt, sentence, Answer.DISAGREES)
    match settle(attempt.order, gateway.code, report, Payment.Via.QUERY):
        case Settled.PAID | Settled.KNOWN:
            return _troubled(attempt, "", Answer.PAID)
        case Settled.FOREIGN as foreign:
            return _troubled(attempt, foreign.value, Answer.DISAGREES)
        case _:
            return _troubled(attempt, "", Answer.GIVEN_BACK)


def _troubled(attempt: Attempt, sentence: str, answer: Answer) -> Answer:
    Attempt.objects.filter(pk=attempt.pk).update(trouble=sentence[:200])
    return answer
