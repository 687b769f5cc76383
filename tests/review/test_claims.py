"""No two reviewers work on the same application: leases that one wins, that expire, and that a decision ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.domain.refusals import Changed, NotAllowed
from applications.models import Application
from applications.statuses import Status
from review.domain.claims import claim, claim_next, hand_over
from review.domain.first import Judged, pass_first
from review.filters import Filters
from review.items import first_items
from review.models import Claim
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def waiting(cast: Cast, number: int) -> list[Application]:
    made = [cast.application(Status.SUBMITTED) for _ in range(number)]
    for minutes, application in enumerate(reversed(made)):
        handed_in = timezone.now() - timedelta(minutes=minutes)
        Application.objects.filter(pk=application.pk).update(submitted_at=handed_in)
    return [Application.objects.get(pk=application.pk) for application in made]


def mine(cast: Cast) -> object:
    return Application.objects.visible_to(cast.reviewer)


def test_next_gives_two_people_two_applications_in_the_order_of_the_queue(cast: Cast) -> None:
    first, second, third = waiting(cast, 3)
    assert claim_next(mine(cast), by=cast.reviewer) == first  # type: ignore[arg-type]
    assert claim_next(mine(cast), by=cast.colleague) == second  # type: ignore[arg-type]
    assert claim_next(mine(cast), by=cast.reviewer, after=first) == third  # type: ignore[arg-type]


def test_after_the_last_it_begins_again_and_ends_when_everything_is_held(cast: Cast) -> None:
    first, last = waiting(cast, 2)
    assert claim_next(mine(cast), by=cast.reviewer, after=last) == first  # type: ignore[arg-type]
    claim(last, by=cast.colleague)
    assert claim_next(mine(cast), by=cast.reviewer, after=first) is None  # type: ignore[arg-type]


def test_next_keeps_to_whose_the_list_asked_for(cast: Cast) -> None:
    first, mine_, other = waiting(cast, 3)
    claim(mine_, by=cast.reviewer)
    claim(other, by=cast.colleague)
    found = [claim_next(mine(cast), by=cast.reviewer, filters=Filters(held=held)) for held in ("mine", "free")]  # type: ignore[arg-type]
    assert found == [mine_, first]


def test_a_stale_claim_is_taken_over_and_a_fresh_one_is_not(cast: Cast) -> None:
    (application,) = waiting(cast, 1)
    claim(application, by=cast.colleague)
    assert claim(application, by=cast.reviewer).by == cast.colleague
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert claim(application, by=cast.reviewer).by == cast.reviewer
    assert Claim.objects.count() == 1


def test_what_a_colleague_holds_cannot_be_decided_and_names_the_colleague(cast: Cast) -> None:
    (application,) = waiting(cast, 1)
    claim(application, by=cast.colleague)
    judged = dict.fromkeys(first_items(application), Judged("pass"))
    with pytest.raises(Changed, match="刘老师正在审核"):
        pass_first(application.uuid, judged, by=cast.reviewer, seen_version=application.version)
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED


def test_a_decision_ends_the_claim(cast: Cast) -> None:
    (application,) = waiting(cast, 1)
    claim(application, by=cast.reviewer)
    judged = dict.fromkeys(first_items(application), Judged("pass"))
    pass_first(application.uuid, judged, by=cast.reviewer, seen_version=application.version)
    assert not Claim.objects.exists()


def test_reading_a_page_claims_nothing_and_the_page_asks_for_itself(cast: Cast, signed_in: Sign) -> None:
    (application,) = waiting(cast, 1)
    client = signed_in(cast.reviewer)
    client.get(reverse("review:first", args=[application.uuid]))
    assert not Claim.objects.exists()
    client.post(reverse("review:hold", args=[application.uuid]))
    assert Claim.objects.get().by == cast.reviewer
    said = signed_in(cast.colleague).post(reverse("review:hold", args=[application.uuid])).content.decode()
    assert "王老师正在审核这份申请" in said
    assert "load" not in said.split("hx-trigger")[1][:20]


def test_next_leads_to_the_page_or_says_that_nothing_is_left(cast: Cast, signed_in: Sign) -> None:
    (application,) = waiting(cast, 1)
    to_first = signed_in(cast.reviewer).post(reverse("review:next"))
    assert to_first["Location"] == reverse("review:first", args=[application.uuid])
    nothing = signed_in(cast.colleague).post(reverse("review:next"), follow=True)
    assert "没有其他待审的申请了" in nothing.content.decode()


def test_what_is_decided_in_the_same_moment_is_no_error_but_passed_over(
    cast: Cast, signed_in: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = waiting(cast, 2)

    def gone(application: Application, *, by: User) -> Claim:
        if application == first:
            raise Changed("这份申请刚刚被别人处理过，请刷新后再看")
        return claim(application, by=by)

    monkeypatch.setattr("review.domain.claims.claim", gone)
    monkeypatch.setattr("review.views.first.claim", gone)
    client = signed_in(cast.reviewer)
    assert client.post(reverse("review:hold", args=[first.uuid])).status_code == 200
    assert client.post(reverse("review:next"))["Location"] == reverse("review:first", args=[second.uuid])


def test_only_the_lead_hands_over_and_only_inside_the_school(cast: Cast) -> None:
    (application,) = waiting(cast, 1)
    claim(application, by=cast.reviewer)
    assert hand_over(application, to=cast.colleague, by=cast.lead).by == cast.colleague
    for to, by in ((cast.reviewer, cast.colleague), (cast.outsider, cast.lead), (cast.clerk, cast.lead)):
        with pytest.raises(NotAllowed):
            hand_over(application, to=to, by=by)
    assert Claim.objects.get().by == cast.colleague


def test_nobody_is_handed_what_they_accepted_at_the_counter_themselves(cast: Cast) -> None:
    (application,) = waiting(cast, 1)
    accepted_by = {
        "counter_opened_by": cast.colleague,
        "counter_opened_at": timezone.now(),
        "counter_reason": "没有手机",
    }
    Application.objects.filter(pk=application.pk).update(**accepted_by)
    application.refresh_from_db()
    with pytest.raises(NotAllowed, match="由刘老师现场受理，请交给另一位老师初审"):
        hand_over(application, to=cast.colleague, by=cast.lead)
    assert hand_over(application, to=cast.reviewer, by=cast.lead).by == cast.reviewer


def test_next_takes_the_same_queries_in_a_short_queue_and_in_a_long_one(cast: Cast) -> None:
    waiting(cast, 2)
    with CaptureQueriesContext(connection) as few:
        claim_next(mine(cast), by=cast.reviewer)  # type: ignore[arg-type]
    Claim.objects.all().delete()
    waiting(cast, 12)
    with CaptureQueriesContext(connection) as many:
        claim_next(mine(cast), by=cast.reviewer)  # type: ignore[arg-type]
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("returned=again", [1]),
        ("photo=warn", []),
        ("audit=fail", []),
        ("route=unit", [0, 1]),
        ("route=individual", []),
        ("unit=nowhere", []),
        ("route=nonsense&photo=nonsense&audit=%00", [0, 1]),
    ],
)
def test_filters_stay_in_the_address_and_odd_ones_count_as_none(
    cast: Cast, signed_in: Sign, query: str, found: list[int]
) -> None:
    two = waiting(cast, 2)
    Application.objects.filter(pk=two[1].pk).update(returned_at=timezone.now())
    page = signed_in(cast.reviewer).get(f"/review/first/?{query}").content.decode()
    assert [n for n, one in enumerate(two) if reverse("review:first", args=[one.uuid]) in page] == found
