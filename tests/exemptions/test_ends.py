"""What nobody paid for ends with the application or by the clock, and says so; what was paid goes on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.domain.exemptions.end import end_overdue
from applications.domain.exemptions.save_request import Wish, open_request
from applications.domain.lapse import lapse_overdue
from applications.domain.withdraw import withdraw
from applications.exemptions.entry import exemption_entry
from applications.models import Application, ExemptionRow, Notice
from applications.statuses import Status
from selfexam.catalogue.models import Batch
from selfexam.payments.models import Order, Refund
from selfexam.wording import when
from tests.cast import Cast
from tests.exemptions.test_pages import Sign
from tests.factories.exemptions import (
    CERTIFICATE,
    candidate_of,
    code_of,
    draft,
    handed_in,
    lacking,
    order_of_request,
    paid,
    row_of,
)
from tests.payments.paying import bring, paid_trade

pytestmark = pytest.mark.django_db
State = ExemptionRow.State


@pytest.fixture
def cast() -> Cast:
    return Cast()


def review_is_over(cast: Cast, *, also_payment: bool = True) -> None:
    past = timezone.now() - timedelta(minutes=1)
    ends = {"apply_until": past, "review_until": past} | ({"pay_until": past} if also_payment else {})
    Batch.objects.filter(pk=cast.batch.pk).update(**ends)


def test_a_withdrawn_application_ends_its_unpaid_courses_and_closes_their_order(cast: Cast) -> None:
    unpaid = handed_in(cast, lacking(cast, status=Status.SUBMITTED))
    order = order_of_request(unpaid)
    started = draft(cast)
    settled = paid(cast, lacking(cast, status=Status.SUBMITTED))
    for request in (unpaid, started, settled):
        withdraw(request.application.uuid, by=candidate_of(request.application))
    order.refresh_from_db()
    row = row_of(unpaid)
    assert (row.state, row.ended_why, order.state) == (State.ENDED, "毕业申请已撤回", Order.State.CLOSED)
    assert [row_of(request).state for request in (started, settled)] == [State.ENDED, State.PAID]
    events = unpaid.application.events.filter(label="免考作废").values_list("note", flat=True)
    assert list(events) == [f"毕业申请已撤回：{row.course}"]


def test_what_lapses_ends_its_unpaid_courses(cast: Cast) -> None:
    request = handed_in(cast, lacking(cast, status=Status.SUBMITTED))
    review_is_over(cast)
    lapse_overdue()
    row = row_of(request)
    assert (row.state, row.ended_why, row.ended_at is None) == (State.ENDED, "毕业申请已作废", False)


def test_the_clock_ends_what_is_unpaid_when_first_review_is_over_and_tells_the_candidate(cast: Cast) -> None:
    application = lacking(cast, 0, 1, status=Status.SUBMITTED)
    request = handed_in(cast, application)
    started = open_request(application.uuid, CERTIFICATE, [Wish(code_of(cast, 1))], by=candidate_of(application))
    assert end_overdue() == 0
    review_is_over(cast, also_payment=False)
    assert (end_overdue(), end_overdue()) == (1, 0)
    assert (row_of(request).state, row_of(started).state) == (State.ENDED, State.DRAFT)
    until = when(Batch.objects.get(pk=cast.batch.pk).review_until)
    assert row_of(request).ended_why == f"免考费没有在 {until} 前缴纳"
    (notice,) = Notice.objects.filter(application=request.application, kind="exemption")
    assert notice.subject == "免考没有缴费，已作废"


def test_money_in_time_whose_news_come_after_the_clock_still_counts(cast: Cast) -> None:
    request = handed_in(cast, lacking(cast, status=Status.SUBMITTED))
    trade = paid_trade(order_of_request(request))
    review_is_over(cast, also_payment=False)
    end_overdue()
    bring(trade)
    row = row_of(request)
    assert (row.state, row.ended_at, row.ended_why, Refund.objects.count()) == (State.PAID, None, "", 0)


def test_a_course_that_ended_can_be_asked_for_again_when_the_batch_is_extended(cast: Cast) -> None:
    application = lacking(cast, status=Status.SUBMITTED)
    first = handed_in(cast, application)
    trade = paid_trade(order_of_request(first))
    review_is_over(cast, also_payment=False)
    end_overdue()
    later = timezone.now() + timedelta(days=3)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=later, review_until=later, pay_until=later)
    application = Application.objects.select_related("batch", "record__plan").get(pk=application.pk)
    second = handed_in(cast, application)
    bring(trade)
    # The late money of the first form does not make a second live row of the same course.
    assert [row_of(request).state for request in (first, second)] == [State.ENDED, State.UNPAID]
    assert list(Refund.objects.values_list("amount", flat=True)) == [1500]


def test_the_candidate_reads_that_it_ended_and_why(cast: Cast, signed_in: Sign) -> None:
    request = handed_in(cast, lacking(cast, status=Status.SUBMITTED))
    withdraw(request.application.uuid, by=candidate_of(request.application))
    page = signed_in(candidate_of(request.application)).get(reverse("applications:exemption", args=[request.uuid]))
    html = page.content.decode()
    assert ("已作废" in html, "毕业申请已撤回。没有缴费，不需要退费" in html, "待缴费" in html) == (True, True, False)
    entry = exemption_entry(Application.objects.get(pk=request.application.pk))
    assert entry is not None
    assert (entry.sentence, entry.waits) == ("没有缴费的免考已作废。", False)
