"""Two people at the same moment: one winner, a sentence for the other. On PostgreSQL, where writers overlap."""

from collections.abc import Callable
from functools import partial

import pytest

from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.save_request import Wish, open_request
from applications.domain.exemptions.uploads import receive_table, take_table
from applications.domain.exemptions.withdraw import withdraw_row
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed, Refused
from applications.domain.withdraw import withdraw
from applications.exemptions.table import COLUMNS
from applications.models import ExemptionRequest, ExemptionRow, Notice
from applications.statuses import Status
from review.domain.exemptions.decide import Ruling, decide
from review.domain.exemptions.opinion import Advice, give_opinion
from review.domain.exemptions.refund import refund_fee
from review.domain.exemptions.send_back import send_back_form
from selfexam.accounts.models import User
from selfexam.payments.models import Order, Refund
from selfexam.records.models import Credit, RecordEvent
from selfexam.spreadsheets import xlsx_table
from tests.at_once import ON_POSTGRESQL, at_once
from tests.cast import Cast
from tests.factories.exemptions import (
    CERTIFICATE,
    advised,
    candidate_of,
    code_of,
    decided,
    draft,
    handed_in,
    lacking,
    order_of_request,
    paid,
    row_of,
)
from tests.payments.paying import bring, paid_trade

pytestmark = ON_POSTGRESQL


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_two_deciders_at_once_one_wins(cast: Cast) -> None:
    request = advised(cast)
    key, course = str(row_of(request).uuid), row_of(request).course

    def act(by: User, approves: bool) -> Callable[[], int]:
        ruling = Ruling(approves, "" if approves else "证据不足", 60)
        return lambda: decide(request.uuid, {key: ruling}, by=by)

    results = at_once([act(cast.chen, True), act(cast.luo, False)])
    losers = [result for result in results if isinstance(result, Changed)]
    row = row_of(request)
    winner = cast.chen if results[0] == 1 else cast.luo
    assert (sorted(str(type(r).__name__) for r in results), len(losers)) == (["Changed", "int"], 1)
    assert (row.decided_by, row.state) == (winner, "approved" if winner == cast.chen else "refused")
    assert losers[0].sentence == f"{course} 已由 {winner.name} 处理，现在是“{row.get_state_display()}”"
    credits = Credit.objects.filter(record=request.application.record, course=course).count()
    events = RecordEvent.objects.filter(label="免考批准").count()
    assert (credits, events) == ((1, 1) if row.state == "approved" else (0, 0))
    assert Notice.objects.filter(application=request.application, kind="exemption").count() == 1


def test_two_opinions_at_once_one_wins(cast: Cast) -> None:
    request = paid(cast)
    key = str(row_of(request).uuid)
    results = at_once(
        [
            lambda: give_opinion(request.uuid, {key: Advice(True)}, by=cast.reviewer),
            lambda: give_opinion(request.uuid, {key: Advice(False, "看不清")}, by=cast.colleague),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Changed", "int"]
    winner = cast.reviewer if results[0] == 1 else cast.colleague
    assert row_of(request).opinion_by == winner


def test_a_form_handed_in_by_two_tabs_is_handed_in_once(cast: Cast) -> None:
    request = draft(cast)
    user = candidate_of(request.application)
    results = at_once([lambda: hand_in(request.uuid, by=user)] * 4)
    assert sorted(type(r).__name__ for r in results) == ["AlreadyDone"] * 3 + ["ExemptionRequest"]
    assert request.application.events.filter(action="exemption").count() == 1


def test_unit_and_candidate_ask_for_the_same_course_at_once(cast: Cast) -> None:
    application = lacking(cast)
    code, user = code_of(cast), candidate_of(application)
    results = at_once(
        [lambda by=by: open_request(application.uuid, CERTIFICATE, [Wish(code)], by=by) for by in (user, cast.clerk)]
    )
    refusals = [r for r in results if isinstance(r, Refused)]
    assert ([type(r) in (NotAllowed, Changed) for r in refusals], ExemptionRow.objects.count()) == ([True], 1)
    assert ExemptionRequest.objects.count() == 1


def test_two_callbacks_and_the_other_payer_at_once_settle_once(cast: Cast) -> None:
    request = handed_in(cast, by=cast.clerk)
    trades = [paid_trade(order_of_request(request, cast.clerk)), paid_trade(order_of_request(request))]
    at_once([lambda trade=trade: bring(trade) for trade in (*trades, *trades)])
    for trade in trades:
        bring(trade)
    row = row_of(request)
    assert (row.state, row.paid_bill is not None) == ("paid", True)
    assert list(Refund.objects.values_list("amount", flat=True)) == [1500]
    assert Order.objects.filter(state="paid").count() == 2
    assert request.application.events.filter(label="免考费已缴").count() == 1


def test_a_table_is_taken_once(cast: Cast) -> None:
    application = lacking(cast)
    cells = {
        "准考证号": application.record.admission_number,
        "姓名": application.record.name,
        "依据": "证书",
        "课程代码": code_of(cast),
        "证书名称": "NCRE 一级",
        "证书编号": "6500000073",
    }
    table = xlsx_table([("免考", COLUMNS, [[cells.get(column, "") for column in COLUMNS]])])
    upload = receive_table(table, "免考.xlsx", cast.batch, by=cast.clerk)
    results = at_once([lambda: take_table(upload, by=cast.clerk)] * 3)
    assert [isinstance(r, AlreadyDone) for r in results].count(True) == 2
    assert ExemptionRow.objects.count() == 1


def test_an_opinion_and_a_return_at_once_one_wins(cast: Cast) -> None:
    request = paid(cast)
    key = str(row_of(request).uuid)
    results = at_once(
        [
            lambda: give_opinion(request.uuid, {key: Advice(True)}, by=cast.reviewer),
            lambda: send_back_form(request.uuid, "看不清", by=cast.colleague),
        ]
    )
    row = row_of(request)
    assert sorted(result == 1 for result in results) == [False, True], results
    assert [result for result in results if isinstance(result, Exception) and not isinstance(result, Refused)] == []
    assert row.state == ("advised" if results[0] == 1 else "returned")


def test_a_decision_and_a_return_by_the_institute_at_once_one_wins(cast: Cast) -> None:
    request = advised(cast)
    key = str(row_of(request).uuid)
    results = at_once(
        [
            lambda: decide(request.uuid, {key: Ruling(True, "", 60)}, by=cast.chen),
            lambda: send_back_form(request.uuid, "看不清", by=cast.luo),
        ]
    )
    assert sorted(result == 1 for result in results) == [False, True], results
    assert [result for result in results if isinstance(result, Exception) and not isinstance(result, Refused)] == []
    assert row_of(request).state == ("approved" if results[0] == 1 else "returned")


def test_money_and_a_withdrawal_at_once_wait_for_each_other(cast: Cast) -> None:
    for _ in range(5):
        request = handed_in(cast)
        trade, row = paid_trade(order_of_request(request)), row_of(request)
        user = candidate_of(request.application)
        results = at_once([partial(bring, trade), partial(withdraw_row, row.uuid, by=user)])
        row.refresh_from_db()
        # A deadlock would be an OperationalError of the database in one of the two.
        assert [r for r in results if isinstance(r, Exception) and not isinstance(r, Refused)] == []
        back = Refund.objects.filter(payment__order__subject__in=map(str, row.bills.values_list("uuid", flat=True)))
        assert (row.state, back.count()) in (("paid", 0), ("withdrawn", 1))


def test_money_and_the_end_of_the_application_at_once_wait_for_each_other(cast: Cast) -> None:
    for _ in range(5):
        request = handed_in(cast, lacking(cast, status=Status.SUBMITTED))
        trade, user = paid_trade(order_of_request(request)), candidate_of(request.application)
        results = at_once([partial(bring, trade), partial(withdraw, request.application.uuid, by=user)])
        assert [r for r in results if isinstance(r, Exception)] == []
        assert row_of(request).state in ("paid", "ended")


def test_a_fee_is_returned_once(cast: Cast) -> None:
    row = row_of(decided(cast, approves=False))
    results = at_once([lambda: refund_fee(row.uuid, "退", by=cast.chen)] * 3)
    assert sorted(type(r).__name__ for r in results) == ["AlreadyDone", "AlreadyDone", "Refund"]
    assert Refund.objects.count() == 1
