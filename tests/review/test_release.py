"""The release: refunds exactly once, safe when interrupted, run twice or overtaken by a new judgement."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application
from applications.statuses import Status
from review.background import RELEASE_DECISIONS
from review.domain import collective
from review.domain import release as releasing
from review.domain.collective import Judged
from review.domain.release import release
from review.domain.release_soon import release_soon
from review.items import CollectiveItem
from review.models import CollectiveReview, Duty
from selfexam.jobs.models import Job
from selfexam.payments.models import Order, Payment, Refund
from tests.cast import Cast
from tests.factories.payments import OrderFactory, PaymentFactory

pytestmark = pytest.mark.django_db
RunJobs = Callable[..., Any]
ALL_PASS = {item: Judged("pass") for item in CollectiveItem}
ONE_FAILS = ALL_PASS | {CollectiveItem.SCORES: Judged("fail", "成绩有误")}


@pytest.fixture
def cast() -> Cast:
    return Cast()


def paid(cast: Cast) -> Application:
    """A qualified application with the payment that made it so."""
    application = cast.application(Status.PAID)
    order = OrderFactory(
        subject=str(application.uuid),
        payer=application.record.holder,
        state=Order.State.PAID,
        paid_at=application.paid_at,
    )
    PaymentFactory(order=order, settles=True)
    return application


def settle(cast: Cast, application: Application, conclusion: str) -> None:
    collective.judge(application.uuid, ALL_PASS if conclusion == "approve" else ONE_FAILS, by=cast.chen)
    collective.conclude(application.uuid, conclusion, "成绩有误" if conclusion == "refuse" else "", by=cast.chen)
    if conclusion == "refuse":
        collective.confirm_refusal(application.uuid, by=cast.luo)


def statuses(*applications: Application) -> list[str]:
    return [Application.objects.get(pk=application.pk).status for application in applications]


def test_only_the_refused_get_their_money_back_and_exactly_once(cast: Cast) -> None:
    approved, refused = paid(cast), paid(cast)
    settle(cast, approved, "approve")
    settle(cast, refused, "refuse")
    assert [release(cast.batch, by=cast.chief), release(cast.batch, by=cast.chief)] == [2, 0]
    refund = Refund.objects.get()
    assert refund.payment == Payment.objects.get(order__subject=str(refused.uuid))
    assert (refund.reason, refund.amount, refund.requested_by) == ("not_approved", 3000, cast.chief)
    assert Duty.objects.get().reason == "成绩有误"


def test_an_interrupted_release_goes_on_with_the_rest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = paid(cast), paid(cast)
    settle(cast, first, "approve")
    settle(cast, second, "refuse")

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as cut:
        cut.setattr(releasing, "request_refund", broken)
        with pytest.raises(RuntimeError):
            release(cast.batch, by=cast.chief)
    assert statuses(first, second) == [Status.APPROVED, Status.PAID]
    assert (Duty.objects.count(), Refund.objects.count()) == (0, 0)
    assert release(cast.batch, by=cast.chief) == 1
    assert statuses(first, second) == [Status.APPROVED, Status.REJECTED]
    assert (Duty.objects.count(), Refund.objects.count()) == (1, 1)


def test_a_conclusion_taken_back_in_the_moment_of_release_is_not_released(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = paid(cast), paid(cast)
    settle(cast, first, "approve")
    settle(cast, second, "approve")
    really = releasing._release_one

    def while_somebody_judges(review: CollectiveReview, by: object) -> None:
        if review.application_id == second.pk:
            collective.judge(second.uuid, ONE_FAILS, by=cast.luo)
        really(review, by)  # type: ignore[arg-type]

    monkeypatch.setattr(releasing, "_release_one", while_somebody_judges)
    assert release(cast.batch, by=cast.chief) == 1
    assert statuses(first, second) == [Status.APPROVED, Status.PAID]
    assert CollectiveReview.objects.get(application=second).released_at is None


def test_a_released_conclusion_can_no_longer_be_judged(cast: Cast) -> None:
    application = paid(cast)
    settle(cast, application, "approve")
    release(cast.batch, by=cast.chief)
    with pytest.raises(AlreadyDone, match="已经公布"):
        collective.judge(application.uuid, ONE_FAILS, by=cast.chen)


def test_a_refusal_without_a_payment_says_so_in_the_history(cast: Cast) -> None:
    application = cast.application(Status.PAID)
    settle(cast, application, "refuse")
    release(cast.batch, by=cast.chief)
    assert application.events.filter(action="refund").get().label == "没有找到可退的缴费，请人工核对"


def test_another_batch_is_not_released_along(cast: Cast) -> None:
    other = Cast()
    mine, theirs = paid(cast), paid(other)
    settle(cast, mine, "approve")
    settle(other, theirs, "approve")
    release(cast.batch, by=cast.chief)
    assert statuses(mine, theirs) == [Status.APPROVED, Status.PAID]


def test_a_release_asked_for_twice_is_one_job_and_releases_once(cast: Cast, run_jobs: RunJobs) -> None:
    approved, refused = paid(cast), paid(cast)
    settle(cast, approved, "approve")
    settle(cast, refused, "refuse")
    first, second = release_soon(cast.batch, by=cast.chief), release_soon(cast.batch, by=cast.chief)
    assert first == second
    run_jobs()
    first.refresh_from_db()
    assert (first.state, first.progress_done, first.progress_total) == (Job.State.DONE, 2, 2)
    assert statuses(approved, refused) == [Status.APPROVED, Status.REJECTED]
    with pytest.raises(AlreadyDone, match="没有等待公布"):
        release_soon(cast.batch, by=cast.chief)


def test_a_release_is_not_started_while_something_is_open(cast: Cast) -> None:
    settle(cast, paid(cast), "approve")
    paid(cast)
    with pytest.raises(NotAllowed, match="还有 1 件未定"):
        release_soon(cast.batch, by=cast.chief)
    assert not Job.objects.filter(kind=RELEASE_DECISIONS).exists()


def test_the_page_shows_how_far_the_release_is(cast: Cast, client: Client, run_jobs: RunJobs) -> None:
    settle(cast, paid(cast), "approve")
    client.force_login(cast.chief, backend="selfexam.accounts.backends.PortalBackend")
    address = reverse("review:release", args=[cast.batch.code])
    assert "正在公布" in client.post(address, follow=True).content.decode()
    run_jobs()
    assert "公布完成" in client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_an_early_release_says_who_is_not_among_them(cast: Cast, client: Client) -> None:
    settle(cast, paid(cast), "approve")
    client.force_login(cast.chief, backend="selfexam.accounts.backends.PortalBackend")
    address, said = reverse("review:release", args=[cast.batch.code]), "件在初审、修改或等待缴费"
    assert said not in client.get(address).content.decode()
    for status in (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED):
        cast.application(status)
    assert f"还有 3 {said}。现在只公布已有结论的，其余以后另行公布。" in client.get(address).content.decode()
