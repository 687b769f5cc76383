"""The fee of exemptions: one order for what is paid at once; money that comes late, twice or for nothing goes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.free import let_free_ones_through
from applications.domain.exemptions.withdraw import withdraw_row
from applications.domain.refusals import NotAllowed
from applications.domain.withdraw import withdraw
from applications.models import ExemptionBill, ExemptionRow
from applications.statuses import Status
from selfexam.catalogue.models import Batch
from selfexam.payments.domain import ask, start
from selfexam.payments.models import Order, Refund
from tests.cast import Cast
from tests.factories.exemptions import candidate_of, handed_in, lacking, order_of_request, pay, row_of
from tests.payments.paying import bring, paid_trade

pytestmark = pytest.mark.django_db
State = ExemptionRow.State


@pytest.fixture
def cast() -> Cast:
    return Cast()


def refunds() -> list[tuple[int, str]]:
    return list(Refund.objects.order_by("pk").values_list("amount", "reason"))


def test_the_same_courses_are_one_order(cast: Cast) -> None:
    request = handed_in(cast)
    assert order_of_request(request) == order_of_request(request)
    assert (Order.objects.count(), ExemptionBill.objects.count()) == (1, 1)


def test_a_unit_pays_for_all_its_people_with_one_order(cast: Cast) -> None:
    forms = [handed_in(cast, lacking(cast), by=cast.clerk) for _ in range(3)]
    rows = [row_of(form) for form in forms]
    order = order_for_rows([row.uuid for row in rows], return_path="/review/unit/exemptions/", by=cast.clerk)
    pay(order)
    assert (order.amount, order.payer, order.pay_before) == (4500, cast.clerk, cast.batch.review_until)
    assert [row_of(form).state for form in forms] == [State.PAID] * 3


def test_a_callback_twice_pays_once(cast: Cast) -> None:
    request = handed_in(cast)
    trade = paid_trade(order_of_request(request))
    assert [bring(trade).body for _ in range(2)] == [b"success"] * 2
    assert (row_of(request).state, refunds()) == (State.PAID, [])
    assert request.application.events.filter(label="免考费已缴").count() == 1


def test_unit_and_candidate_both_pay_and_the_second_is_returned(cast: Cast) -> None:
    request = handed_in(cast, by=cast.clerk)
    of_unit, of_candidate = order_of_request(request, cast.clerk), order_of_request(request)
    first, second = paid_trade(of_candidate), paid_trade(of_unit)
    bring(first)
    of_unit.refresh_from_db()
    closed = of_unit.state
    bring(second)
    assert (closed, row_of(request).state) == (Order.State.CLOSED, State.PAID)
    assert row_of(request).paid_bill == ExemptionBill.objects.get(uuid=of_candidate.subject)
    assert refunds() == [(1500, Refund.Reason.DUPLICATE)]


def test_of_a_big_order_only_the_withdrawn_course_is_returned(cast: Cast) -> None:
    forms = [handed_in(cast, lacking(cast), by=cast.clerk) for _ in range(3)]
    order = order_for_rows([row_of(form).uuid for form in forms], return_path="/", by=cast.clerk)
    trade = paid_trade(order)
    withdraw_row(row_of(forms[1]).uuid, by=cast.clerk)
    bring(trade)
    assert [row_of(form).state for form in forms] == [State.PAID, State.WITHDRAWN, State.PAID]
    assert refunds() == [(1500, Refund.Reason.WITHDRAWN)]


def test_money_for_a_withdrawn_application_goes_back(cast: Cast) -> None:
    request = handed_in(cast, lacking(cast, status=Status.SUBMITTED))
    trade = paid_trade(order_of_request(request))
    withdraw(request.application.uuid, by=candidate_of(request.application))
    bring(trade)
    assert (row_of(request).state, refunds()) == (State.ENDED, [(1500, Refund.Reason.WITHDRAWN)])


def test_money_after_the_deadline_goes_back_whole(cast: Cast) -> None:
    request = handed_in(cast)
    order = order_of_request(request)
    trade = paid_trade(order, at=order.pay_before + timedelta(minutes=1))
    bring(trade)
    assert (row_of(request).state, refunds()) == (State.UNPAID, [(1500, Refund.Reason.LATE)])


def test_news_after_the_deadline_of_money_in_time_counts(cast: Cast) -> None:
    request = handed_in(cast)
    order = order_of_request(request)
    trade = paid_trade(order)
    past = timezone.now() - timedelta(seconds=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=past, review_until=past, pay_until=past)
    bring(trade)
    assert (row_of(request).state, refunds()) == (State.PAID, [])


def test_after_first_review_ends_nobody_is_sent_to_the_cashier(cast: Cast) -> None:
    request = handed_in(cast)
    past = timezone.now() - timedelta(seconds=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=past, review_until=past, pay_until=past)
    with pytest.raises(NotAllowed, match="免考费已于"):
        order_of_request(request)
    assert Order.objects.count() == 0


def test_asking_the_provider_finds_the_money_too(cast: Cast) -> None:
    request = handed_in(cast)
    order = order_of_request(request)
    paid_trade(order)
    ask(order)
    assert row_of(request).state == State.PAID


def test_a_new_sum_closes_the_old_order(cast: Cast) -> None:
    one, two = (handed_in(cast, lacking(cast), by=cast.clerk) for _ in range(2))
    old = order_for_rows([row_of(one).uuid], return_path="/", by=cast.clerk)
    start(old, "", "/")
    new = order_for_rows([row_of(one).uuid, row_of(two).uuid], return_path="/", by=cast.clerk)
    old.refresh_from_db()
    assert (old.state, new.amount) == (Order.State.CLOSED, 3000)


def test_a_fee_that_is_lifted_lets_the_waiting_courses_through(cast: Cast) -> None:
    waiting, other = handed_in(cast), handed_in(cast, lacking(cast, status=Status.SUBMITTED))
    withdraw(other.application.uuid, by=candidate_of(other.application))
    assert let_free_ones_through() == 0
    Batch.objects.filter(pk=cast.batch.pk).update(exemption_fee=0)
    with pytest.raises(NotAllowed, match="现在不收费，不用缴费"):
        order_of_request(waiting)
    assert (let_free_ones_through(), let_free_ones_through()) == (1, 0)
    assert (row_of(waiting).state, row_of(waiting).paid_bill) == (State.PAID, None)
    assert row_of(other).state == State.ENDED
