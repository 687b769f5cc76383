"""The review fee at the counter: what a cashier is told, how it settles, and how a mistake is undone."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import Settings

from applications.domain.lapse import lapse_overdue
from applications.domain.lifecycle import advance
from applications.domain.pay import counter_receipt, last_order, order_for
from applications.models import Application
from applications.statuses import Status
from applications.workflow import Action
from review.domain.collective import Judged, conclude, confirm_refusal, judge
from review.domain.release import release
from review.items import CollectiveItem
from review.models import CollectiveReview
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch
from selfexam.payments.domain import NotPayable, pay_back, take_at_counter, void_receipt
from selfexam.payments.dues import ledger_of, owed
from selfexam.payments.models import CounterReceipt, Order, Refund
from selfexam.records.domain.activate import activate
from selfexam.records.models import StudentRecord
from tests.applications.at_counter import handed_in
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.payments.paying import work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counter(settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox", "counter"]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def take(application: Application, cast: Cast, number: str = "A-0001") -> CounterReceipt:
    order = ledger_of("review_fee").order(cast.cashier, UUID(str(application.uuid)))
    return take_at_counter(order.uuid, number=number, method="cash", by=cast.cashier)


def test_a_cashier_is_told_who_owes_and_nothing_of_anybody_else(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    for status in Status:
        if status != Status.FIRST_PASSED:
            cast.application(status)
    cast.application(Status.FIRST_PASSED, school=cast.other_school)
    found = owed(cast.cashier, "", timezone.now(), 50)
    assert [(row.subject, row.name, row.amount, row.pay_before) for row in found.rows] == [
        (str(owing.uuid), owing.record.name, cast.batch.review_fee, cast.batch.pay_until)
    ]
    assert owed(cast.cashier, owing.record.admission_number[-4:], timezone.now(), 50).count == 1
    assert owed(cast.cashier, "没有这个人", timezone.now(), 50).rows == []
    assert Application.objects.visible_to(cast.cashier).count() == 0


def test_after_the_deadline_nothing_is_owed_any_more(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    over = timezone.now() - timedelta(minutes=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=over, review_until=over, pay_until=over)
    assert owed(cast.cashier, "", timezone.now(), 50).rows == []
    with pytest.raises(NotPayable, match="截止"):
        take(owing, cast)


@pytest.mark.parametrize("where", ["other school", "not passed"])
def test_what_is_not_owed_to_this_school_is_not_there(cast: Cast, where: str) -> None:
    hidden = (
        cast.application(Status.FIRST_PASSED, school=cast.other_school)
        if where == "other school"
        else cast.application(Status.SUBMITTED)
    )
    with pytest.raises(LookupError):
        ledger_of("review_fee").order(cast.cashier, UUID(str(hidden.uuid)))
    assert not Order.objects.exists()


def test_a_reviewer_is_no_cashier(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    for person in (cast.reviewer, UserFactory(role=Role.SCHOOL_CASHIER, is_active=False, school=cast.school)):
        with pytest.raises(LookupError):
            ledger_of("review_fee").order(person, UUID(str(owing.uuid)))


def test_the_fee_of_somebody_without_an_account_is_taken_and_the_application_is_qualified(cast: Cast) -> None:
    case = handed_in(cast)
    advance(case.uuid, Action.PASS_FIRST, by=cast.lead)
    receipt = take(case, cast)
    case.refresh_from_db()
    order = last_order(case)
    assert order is not None
    assert (case.status, order.payer, order.owed_by, counter_receipt(order)) == (
        Status.PAID,
        None,
        case.record.name,
        receipt,
    )
    user = activate(StudentRecord.objects.get(pk=case.record_id), password=None)
    assert list(Application.objects.visible_to(user)) == [case]
    assert Order.objects.visible_to(user).count() == 0


def test_a_voided_receipt_makes_the_fee_due_again_and_it_can_be_paid_again(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    passed_at = owing.first_passed_at
    receipt = take(owing, cast)
    void_receipt(receipt.uuid, reason="登记错了人", by=cast.cashier)
    owing.refresh_from_db()
    assert (owing.status, owing.paid_at, owing.first_passed_at) == (Status.FIRST_PASSED, None, passed_at)
    assert [e.label for e in owing.events.all()] == ["缴费完成", "收费作废"]
    assert owing.notices.filter(kind="unsettle").count() == 1
    assert order_for(owing).state == "open"
    take(owing, cast, "A-0002")
    owing.refresh_from_db()
    assert owing.status == Status.PAID


def test_a_voided_fee_that_is_not_paid_again_lapses(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    void_receipt(take(owing, cast).uuid, reason="登记错了人", by=cast.cashier)
    over = timezone.now() - timedelta(minutes=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=over, review_until=over, pay_until=over)
    assert lapse_overdue() == 2  # the stranger's draft of the cast is the other one
    owing.refresh_from_db()
    assert owing.status == Status.LAPSED


def test_once_collective_review_has_begun_nothing_is_voided(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    receipt = take(owing, cast)
    over = timezone.now() - timedelta(minutes=1)
    today = timezone.localdate()
    Batch.objects.filter(pk=cast.batch.pk).update(
        apply_until=over, review_until=over, pay_until=over, collective_from=today, collective_until=today
    )
    with pytest.raises(NotPayable, match="集中会审已经开始"):
        void_receipt(receipt.uuid, reason="登记错了人", by=cast.cashier)
    owing.refresh_from_db()
    receipt.refresh_from_db()
    assert (owing.status, receipt.voided_at, Refund.objects.count()) == (Status.PAID, None, 0)


def test_after_a_refusal_the_money_waits_at_the_counter(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    take(owing, cast)
    owing.refresh_from_db()
    marks = {
        i: Judged("fail", "不一致") if i == CollectiveItem.PRIOR_DEGREE else Judged("pass") for i in CollectiveItem
    }
    judge(owing.uuid, marks, by=cast.chen)
    conclude(owing.uuid, CollectiveReview.Conclusion.REFUSE, "不一致", by=cast.chen)
    confirm_refusal(owing.uuid, by=cast.luo)
    release(cast.batch, by=cast.chief)
    work()
    refund = Refund.objects.get()
    assert (refund.state, refund.reason) == ("sent", "not_approved")
    assert Refund.objects.visible_to(cast.cashier).waiting_at_counter().get() == refund
    pay_back(refund.uuid, voucher="T-1", method="cash", by=cast.cashier)
    refund.refresh_from_db()
    assert (refund.state, refund.payment.order.state) == ("done", "refunded")


def test_an_order_of_before_there_were_cashiers_is_made_payable_at_the_counter(cast: Cast) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    old = order_for(owing)
    Order.objects.filter(pk=old.pk).update(school=None, payer_name="", reference="")
    assert Order.objects.visible_to(cast.cashier).count() == 0
    take(owing, cast)
    old.refresh_from_db()
    assert (old.state, old.school, old.payer_name, old.payer) == (
        "paid",
        cast.school,
        owing.record.name,
        owing.record.holder,
    )
