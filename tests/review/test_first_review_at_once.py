"""Two reviewers at the same moment: one winner, a sentence for the other, nothing lost. Run on PostgreSQL."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.domain.pay import order_for
from applications.domain.refusals import AlreadyDone, Changed, Refused
from applications.domain.withdraw import withdraw
from applications.models import Application
from applications.statuses import Status
from review.domain.bulk_pass import start_bulk_pass, work_off
from review.domain.claims import claim, claim_next, hand_over
from review.domain.first import Judged, pass_first, return_first
from review.items import FirstItem, first_items
from review.models import BulkPass, BulkPassItem, Claim, FirstReview
from selfexam.accounts.models import User
from selfexam.payments.models import Refund
from tests.at_once import ON_POSTGRESQL, at_once
from tests.cast import Cast
from tests.payments.paying import bring, paid_trade
from tests.review.audited import audited

pytestmark = ON_POSTGRESQL
ROUNDS = 5


@pytest.fixture
def cast() -> Cast:
    return Cast()


def passing(application: Application, by: User) -> Callable[[], Any]:
    judged = dict.fromkeys(first_items(application), Judged("pass"))
    return lambda: pass_first(application.uuid, judged, by=by, seen_version=application.version)


def returning(application: Application, by: User) -> Callable[[], Any]:
    judged = {FirstItem.PHOTO: Judged("return", "背景有阴影")}
    return lambda: return_first(application.uuid, judged, by=by, seen_version=application.version)


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def sentence_of(results: list[Any]) -> str:
    """Of the one who came too late; there is exactly one, and nobody met anything else than a refusal."""
    refused = [result for result in results if isinstance(result, Exception)]
    assert [isinstance(each, Refused) for each in refused] == [True], refused
    return str(refused[0].sentence)


def test_two_who_open_the_same_page_agree_on_who_holds_it(cast: Cast) -> None:
    for _ in range(ROUNDS):
        application = cast.application(Status.SUBMITTED)
        both = at_once([lambda a=application, u=u: claim(a, by=u).by_id for u in (cast.reviewer, cast.colleague)])  # type: ignore[misc]
        assert len(set(both)) == 1
        assert Claim.objects.get(application=application).by_id == both[0]


def test_two_who_press_next_get_two_applications(cast: Cast) -> None:
    for _ in range(ROUNDS):
        for _ in range(3):
            cast.application(Status.SUBMITTED)
        Claim.objects.all().delete()
        got = at_once(
            [lambda u=u: claim_next(Application.objects.visible_to(u), by=u) for u in (cast.reviewer, cast.colleague)]  # type: ignore[misc]
        )
        assert None not in got
        assert len({application.pk for application in got}) == 2
        assert dict(Claim.objects.values_list("by", "application")) == {
            cast.reviewer.pk: got[0].pk,
            cast.colleague.pk: got[1].pk,
        }


def test_of_a_pass_and_a_return_at_once_one_counts_and_the_other_is_told_who_and_when(cast: Cast) -> None:
    for _ in range(ROUNDS):
        application = cast.application(Status.SUBMITTED)
        results = at_once([passing(application, cast.reviewer), returning(application, cast.colleague)])
        said = sentence_of(results)
        review = FirstReview.objects.get(application=application)
        winner = {"passed": Status.FIRST_PASSED, "returned": Status.RETURNED}[review.outcome]
        assert fresh(application).status == winner
        assert said.startswith(f"这份申请已由 {review.reviewer.name} 于 ") or "刚刚被别人处理过" in said
        assert application.events.filter(action__in=("pass_first", "return")).count() == 1


def test_the_same_reviewer_twice_at_once_decides_once(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    results = at_once([passing(application, cast.reviewer)] * 2)
    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(each) for each in refused] in ([AlreadyDone], [Changed])
    assert FirstReview.objects.count() == 1


def test_a_candidate_who_withdraws_while_the_school_passes(cast: Cast) -> None:
    """Passing first leaves something that can still be withdrawn; withdrawing first leaves nothing to pass."""
    for _ in range(ROUNDS):
        application = cast.application(Status.SUBMITTED)
        holder = application.record.holder
        results = at_once([passing(application, cast.reviewer), lambda a=application, h=holder: withdraw(a.uuid, by=h)])  # type: ignore[misc]
        reviews = FirstReview.objects.filter(application=application).count()
        wrong = [r for r in results if isinstance(r, Exception) and not isinstance(r, Refused)]
        assert wrong == []
        passed, withdrawn = (not isinstance(result, Exception) for result in results)
        assert passed or withdrawn
        assert fresh(application).status == (Status.WITHDRAWN if withdrawn else Status.FIRST_PASSED)
        assert reviews == (1 if passed else 0)


def test_two_workers_on_one_list_pass_everybody_once(cast: Cast) -> None:
    people = audited(cast, 6)
    picked = {application.uuid: application.version for application in people}
    bulk = start_bulk_pass(cast.batch, picked, confirmed=True, by=cast.reviewer)
    results = at_once([lambda: work_off(BulkPass.objects.select_related("by").get(pk=bulk.pk))] * 2)
    assert sum(results) == 6
    assert set(bulk.items.values_list("outcome", flat=True)) == {"passed"}
    assert sorted(FirstReview.objects.values_list("application", flat=True)) == sorted(a.pk for a in people)
    assert {fresh(application).status for application in people} == {Status.FIRST_PASSED}


def test_two_who_confirm_the_same_list_at_once_make_one(cast: Cast) -> None:
    people = audited(cast, 3)
    picked = {application.uuid: application.version for application in people}
    results = at_once(
        [
            lambda u=u: start_bulk_pass(cast.batch, picked, confirmed=True, by=u)  # type: ignore[misc]
            for u in (cast.reviewer, cast.colleague)
        ]
    )
    assert "批量" in sentence_of(results)
    assert (BulkPass.objects.count(), BulkPassItem.objects.count()) == (1, 3)


def test_a_single_return_while_the_list_is_worked_off_is_never_overwritten(cast: Cast) -> None:
    for _ in range(ROUNDS):
        (application,) = audited(cast)
        picked = {application.uuid: application.version}
        bulk = start_bulk_pass(cast.batch, picked, confirmed=True, by=cast.reviewer)
        bulk = BulkPass.objects.select_related("by").get(pk=bulk.pk)
        results = at_once([lambda b=bulk: work_off(b), returning(application, cast.colleague)])  # type: ignore[misc]
        passed, returned = results[0] == 1, not isinstance(results[1], Exception)
        assert passed is not returned
        assert isinstance(results[1], Refused) is passed
        assert fresh(application).status == (Status.FIRST_PASSED if passed else Status.RETURNED)
        assert FirstReview.objects.filter(application=application).count() == 1
        item = bulk.items.get()
        assert (item.outcome, bool(item.sentence)) == (("passed", False) if passed else ("left_out", True))


def test_handing_over_while_the_holder_decides_leaves_no_claim_on_what_is_decided(cast: Cast) -> None:
    for _ in range(ROUNDS):
        application = cast.application(Status.SUBMITTED)
        claim(application, by=cast.reviewer)
        results = at_once(
            [
                passing(application, cast.reviewer),
                lambda a=application: hand_over(fresh(a), to=cast.colleague, by=cast.lead),  # type: ignore[misc]
            ]
        )
        assert all(isinstance(r, Refused) for r in results if isinstance(r, Exception))
        decided = fresh(application).status == Status.FIRST_PASSED
        assert decided is not isinstance(results[0], Exception)
        assert Claim.objects.filter(application=application).exists() is not decided


def test_money_that_arrives_for_a_returned_application_goes_back_and_changes_nothing(cast: Cast) -> None:
    application = cast.application(Status.FIRST_PASSED)
    order = order_for(application)
    trade = paid_trade(order)
    Application.objects.filter(pk=application.pk).update(status=Status.RETURNED, returned_at=application.submitted_at)
    at_once([lambda: bring(trade)] * 2)
    assert fresh(application).status == Status.RETURNED
    assert (Refund.objects.count(), application.events.filter(action="refund").count()) == (1, 1)
