"""Collective review: opinions, judgements, conclusions, the second person, the release and the refunds it starts."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application
from applications.statuses import Status
from review.domain import collective
from review.domain.collective import Judged
from review.domain.duties import record_told, reveal
from review.domain.release import release, release_state
from review.items import CollectiveItem
from review.models import CollectiveReview, Duty
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
ALL_PASS = {item: Judged("pass") for item in CollectiveItem}
ONE_FAILS = ALL_PASS | {CollectiveItem.PRIOR_DEGREE: Judged("fail", "姓名不一致")}


@pytest.fixture
def cast() -> Cast:
    return Cast()


def approve(cast: Cast, application: Application) -> None:
    collective.judge(application.uuid, ALL_PASS, by=cast.chen)
    collective.conclude(application.uuid, "approve", "", by=cast.chen)


def refuse(cast: Cast, application: Application, *, confirm: bool = True) -> None:
    collective.judge(application.uuid, ONE_FAILS, by=cast.chen)
    collective.conclude(application.uuid, "refuse", "前置学历姓名不一致", by=cast.chen)
    if confirm:
        collective.confirm_refusal(application.uuid, by=cast.luo)


def test_an_approval_needs_all_seven(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    collective.judge(qualified.uuid, {CollectiveItem.RECORD: Judged("pass")}, by=cast.chen)
    with pytest.raises(NotAllowed, match="还有 6 项待判"):
        collective.conclude(qualified.uuid, "approve", "", by=cast.chen)


def test_a_failed_item_stops_an_approval_and_all_passed_stop_a_refusal(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    collective.judge(qualified.uuid, ONE_FAILS, by=cast.chen)
    with pytest.raises(NotAllowed, match="前置学历"):
        collective.conclude(qualified.uuid, "approve", "", by=cast.chen)
    collective.judge(qualified.uuid, ALL_PASS, by=cast.chen)
    with pytest.raises(NotAllowed, match="七项都通过"):
        collective.conclude(qualified.uuid, "refuse", "原因", by=cast.chen)


def test_an_item_that_does_not_pass_needs_its_reason(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    with pytest.raises(NotAllowed, match="请在这一项下面写明原因"):
        collective.judge(qualified.uuid, {CollectiveItem.RECORD: Judged("hold")}, by=cast.chen)


def test_nobody_confirms_their_own_refusal(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    refuse(cast, qualified, confirm=False)
    with pytest.raises(NotAllowed, match="另一位老师"):
        collective.confirm_refusal(qualified.uuid, by=cast.chen)
    collective.confirm_refusal(qualified.uuid, by=cast.luo)
    with pytest.raises(AlreadyDone):
        collective.confirm_refusal(qualified.uuid, by=cast.luo)


def test_a_refusal_is_confirmed_with_the_reason_that_was_read(cast: Cast, signed_in: Sign) -> None:
    qualified = cast.application(Status.PAID)
    refuse(cast, qualified, confirm=False)
    seen = CollectiveReview.objects.get().version
    collective.conclude(qualified.uuid, "refuse", "另一个原因", by=cast.chen)
    page, confirm = (reverse(f"review:{name}", args=[qualified.uuid]) for name in ("collective-page", "confirm"))
    client = signed_in(cast.luo)
    said = client.post(confirm, {"version": seen}, follow=True).content.decode()
    assert "页面打开之后，这份会审有了变化，请看过现在的原因后再复核" in said
    assert CollectiveReview.objects.get().confirmed_by is None
    now = client.get(page).context["review"].version
    client.post(confirm, {"version": now})
    assert CollectiveReview.objects.get().confirmed_by == cast.luo


def test_new_judgements_take_a_conclusion_back(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    refuse(cast, qualified)
    collective.judge(qualified.uuid, ALL_PASS, by=cast.luo)
    review = CollectiveReview.objects.get()
    assert (review.conclusion, review.decided_by, review.confirmed_by) == ("open", None, None)


def test_a_stale_collective_page_is_refused(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    seen = collective.judge(qualified.uuid, ALL_PASS, by=cast.chen).version
    collective.judge(qualified.uuid, ALL_PASS, by=cast.luo)
    with pytest.raises(Changed):
        collective.judge(qualified.uuid, ONE_FAILS, by=cast.chen, seen_version=seen)


def test_the_school_gives_its_opinion_on_its_own_people_only(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    collective.give_opinion(qualified.uuid, "agree", "", by=cast.reviewer)
    with pytest.raises(NotAllowed, match="疑问"):
        collective.give_opinion(qualified.uuid, "doubt", " ", by=cast.reviewer)
    with pytest.raises(Application.DoesNotExist):
        collective.give_opinion(qualified.uuid, "agree", "", by=cast.outsider)
    with pytest.raises(NotAllowed):
        collective.judge(qualified.uuid, ALL_PASS, by=cast.reviewer)


def test_decisions_are_released_together_or_not_at_all(cast: Cast) -> None:
    first, second = cast.application(Status.PAID), cast.application(Status.PAID)
    approve(cast, first)
    with pytest.raises(NotAllowed, match="还有 1 件未定"):
        release(cast.batch, by=cast.chief)
    refuse(cast, second, confirm=False)
    with pytest.raises(NotAllowed, match="1 件待复核"):
        release(cast.batch, by=cast.chief)
    collective.confirm_refusal(second.uuid, by=cast.luo)
    assert release_state(cast.batch).is_ready
    assert release(cast.batch, by=cast.chief) == 2
    assert release(cast.batch, by=cast.chief) == 0
    after = [Application.objects.get(pk=a.pk).status for a in (first, second)]
    assert after == [Status.APPROVED, Status.REJECTED]
    assert Duty.objects.get().application == second


def test_only_the_lead_of_the_institute_releases(cast: Cast) -> None:
    approve(cast, cast.application(Status.PAID))
    with pytest.raises(NotAllowed):
        release(cast.batch, by=cast.chen)


def test_the_candidate_sees_nothing_before_the_release(cast: Cast, signed_in: Sign) -> None:
    qualified = cast.application(Status.PAID)
    refuse(cast, qualified)
    html = (
        signed_in(qualified.record.holder).get(reverse("applications:detail", args=[qualified.uuid])).content.decode()
    )
    assert "等待集中会审" in html
    assert "前置学历姓名不一致" not in html
    assert "不通过" not in html


def test_a_told_candidate_is_recorded_once(cast: Cast) -> None:
    qualified = cast.application(Status.PAID)
    refuse(cast, qualified)
    release(cast.batch, by=cast.chief)
    with pytest.raises(NotAllowed):
        record_told(qualified.uuid, "", "", by=cast.reviewer)
    record_told(qualified.uuid, "phone", "本人接听", by=cast.reviewer)
    with pytest.raises(AlreadyDone):
        record_told(qualified.uuid, "phone", "", by=cast.colleague)
    with pytest.raises(Duty.DoesNotExist):
        record_told(qualified.uuid, "phone", "", by=cast.outsider)


def test_looking_at_a_full_number_leaves_a_trace(cast: Cast) -> None:
    waiting = cast.application(Status.SUBMITTED)
    assert reveal(waiting.uuid, "id_number", by=cast.reviewer) == waiting.record.id_number
    event = waiting.events.get()
    assert (event.action, event.by, event.from_status) == ("reveal", cast.reviewer, event.to_status)


@pytest.mark.parametrize("status", [Status.PAID, Status.APPROVED, Status.REJECTED, Status.ISSUED])
def test_every_desk_page_of_a_qualified_application_opens(cast: Cast, signed_in: Sign, status: str) -> None:
    application = cast.application(status)
    for user in (cast.reviewer, cast.chen, cast.chief):
        client = signed_in(user)
        for name in ("review:collective-page", "review:record"):
            assert client.get(reverse(name, args=[application.uuid])).status_code == 200
        assert client.get(reverse("review:collective")).status_code == 200


def test_the_institutes_overview_adds_up(cast: Cast, signed_in: Sign) -> None:
    for status in (Status.SUBMITTED, Status.SUBMITTED, Status.PAID):
        cast.application(status)
    response = signed_in(cast.chen).get(reverse("review:overview"))
    rows = response.context["rows"]
    assert response.context["counts"]["all"] == sum(row.total for row in rows) == 3
    assert [row.waiting for row in rows] == [2, 0]
    assert all(round(sum(width for _, _, width in row.shares)) in (0, 100) for row in rows)


def test_the_unit_sees_its_own_people_only(cast: Cast, signed_in: Sign) -> None:
    mine, other = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED, school=cast.other_school)
    html = signed_in(cast.clerk).get(reverse("review:unit")).content.decode()
    shown = [a.record.grouped_admission_number in html for a in (mine, other)]
    assert shown == [True, False]
