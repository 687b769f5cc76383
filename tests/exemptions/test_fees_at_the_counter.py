"""The exemption fee over the counter: the cashier's list, the courses it pays for, what is not owed any more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.withdraw import withdraw_row
from applications.domain.withdraw import withdraw
from applications.models import ExemptionRow, Notice
from applications.statuses import Status
from review.domain.exemptions.decide import Ruling, decide
from review.domain.exemptions.opinion import Advice, give_opinion
from review.domain.exemptions.refund import refund_fee
from selfexam.accounts.models import User
from selfexam.payments.domain import NotPayable, take_at_counter, void_receipt
from selfexam.payments.dues import owed
from selfexam.payments.models import CounterReceipt, Payment, Refund
from tests.cast import Cast
from tests.factories.exemptions import candidate_of, handed_in, lacking, order_of_request, row_of

pytestmark = pytest.mark.django_db
State = ExemptionRow.State
Sign = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _counter(settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox", "counter"]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_a_candidates_exemption_fee_is_owed_and_taken_at_the_counter(cast: Cast) -> None:
    request = handed_in(cast)
    order = order_of_request(request)
    record = request.application.record
    due = owed(cast.cashier, record.admission_number, timezone.now(), 50).rows
    assert [(d.order, d.name, d.reference) for d in due] == [(order, record.name, record.admission_number)]
    take_at_counter(order.uuid, number="A-0001", method="cash", by=cast.cashier)
    assert row_of(request).state == State.PAID
    assert owed(cast.cashier, record.admission_number, timezone.now(), 50).rows == []


def test_a_units_bill_goes_by_the_name_of_the_unit(cast: Cast) -> None:
    forms = [handed_in(cast, lacking(cast), by=cast.clerk) for _ in range(2)]
    order = order_for_rows([row_of(form).uuid for form in forms], return_path="/", by=cast.clerk)
    assert (order.owed_by, order.reference, order.school) == (cast.clerk.workplace, "", cast.school)
    take_at_counter(order.uuid, number="A-0001", method="transfer", by=cast.cashier)
    assert [row_of(form).state for form in forms] == [State.PAID] * 2


def test_a_bill_with_a_withdrawn_course_is_not_taken(cast: Cast) -> None:
    forms = [handed_in(cast, lacking(cast), by=cast.clerk) for _ in range(2)]
    order = order_for_rows([row_of(form).uuid for form in forms], return_path="/", by=cast.clerk)
    withdraw_row(row_of(forms[0]).uuid, by=cast.clerk)
    with pytest.raises(NotPayable):
        take_at_counter(order.uuid, number="A-0001", method="cash", by=cast.cashier)
    assert (Payment.objects.count(), CounterReceipt.objects.count()) == (0, 0)
    assert row_of(forms[1]).state == State.UNPAID


def test_a_voided_receipt_puts_the_courses_back_to_unpaid_and_they_can_be_paid_again(cast: Cast) -> None:
    request = handed_in(cast)
    receipt = take_at_counter(order_of_request(request).uuid, number="A-0001", method="cash", by=cast.cashier)
    void_receipt(receipt.uuid, reason="登记错了人", by=cast.cashier)
    row = row_of(request)
    assert (row.state, row.paid_at, row.paid_bill) == (State.UNPAID, None, None)
    labels = list(request.application.events.filter(action="exemption").values_list("label", flat=True))
    assert labels == ["申请免考 1 门", "免考费已缴", "免考费重新待缴"]
    record = request.application.record
    (due,) = owed(cast.cashier, record.admission_number, timezone.now(), 50).rows
    assert (due.amount, due.name) == (1500, record.name)
    assert due.order == order_of_request(request)
    take_at_counter(due.order.uuid, number="A-0002", method="cash", by=cast.cashier)
    assert row_of(request).state == State.PAID
    assert Payment.objects.filter(settles=True).count() == 2


def test_a_refused_courses_fee_goes_back_where_it_was_paid(
    cast: Cast, signed_in: Sign, run_jobs: Callable[..., list[str]]
) -> None:
    request = handed_in(cast)
    take_at_counter(order_of_request(request).uuid, number="A-0001", method="cash", by=cast.cashier)
    row = str(row_of(request).uuid)
    give_opinion(request.uuid, {row: Advice(True)}, by=cast.reviewer)
    decide(request.uuid, {row: Ruling(False, "证书与课程不对应")}, by=cast.chen)
    address = reverse("review:exemption", args=[request.uuid])
    before = signed_in(cast.chen).get(address).content.decode()
    assert "费用在学校现场收的，由收费学校退还" in before
    assert "退回原支付账户" not in before
    refund = refund_fee(row, "学校误导", by=cast.chen)
    run_jobs()
    assert list(Refund.objects.visible_to(cast.cashier).waiting_at_counter()) == [refund]
    said = Notice.objects.get(application=request.application, subject="免考费退回").body
    assert said == f"{row_of(request).course} 没有批准免考，15 元由收费的学校退还，缴费人凭身份证件领取。"
    assert " 申请退回 15 元" in signed_in(cast.chen).get(address).content.decode()


def test_a_receipt_is_not_voided_once_the_school_has_judged_one_course_of_it(cast: Cast) -> None:
    forms = [handed_in(cast, lacking(cast), by=cast.clerk) for _ in range(2)]
    order = order_for_rows([row_of(form).uuid for form in forms], return_path="/", by=cast.clerk)
    receipt = take_at_counter(order.uuid, number="A-0001", method="transfer", by=cast.cashier)
    give_opinion(forms[1].uuid, {str(row_of(forms[1]).uuid): Advice(True)}, by=cast.reviewer)
    with pytest.raises(NotPayable, match="现在是“待考试院决定”，免考费不能作废，请联系考试院退费"):
        void_receipt(receipt.uuid, reason="登记错了单位", by=cast.cashier)
    assert [row_of(form).state for form in forms] == [State.PAID, State.ADVISED]
    receipt.refresh_from_db()
    assert receipt.voided_at is None


def test_voided_after_the_application_was_withdrawn_nothing_waits_for_money(cast: Cast) -> None:
    request = handed_in(cast, lacking(cast, status=Status.SUBMITTED))
    receipt = take_at_counter(order_of_request(request).uuid, number="A-0001", method="cash", by=cast.cashier)
    withdraw(request.application.uuid, by=candidate_of(request.application))
    assert row_of(request).state == State.PAID
    void_receipt(receipt.uuid, reason="登记错了人", by=cast.cashier)
    assert (row_of(request).state, row_of(request).ended_why) == (State.ENDED, "毕业申请已撤回")
