"""A page that somebody else has overtaken says by whom and when; nothing is written over what they did."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.domain.lapse import lapse_overdue
from applications.domain.withdraw import withdraw
from applications.models import Application
from applications.statuses import Status
from review.domain.claims import claim
from review.domain.first import Judged, pass_first
from review.items import first_items
from review.models import Claim, FirstReview
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
CLOCK = r"\d\d-\d\d \d\d:\d\d"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def desk(application: Application) -> str:
    return reverse("review:first", args=[application.uuid])


def passing(application: Application) -> dict[str, str]:
    verdicts = {f"verdict-{item.value}": "pass" for item in first_items(application)}
    return verdicts | {"decision": "pass", "version": str(application.version)}


def pass_it(application: Application, by: User) -> None:
    judged = dict.fromkeys(first_items(application), Judged("pass"))
    pass_first(application.uuid, judged, by=by, seen_version=application.version)


def told(client: Client, application: Application) -> str:
    return client.post(desk(application), passing(application), follow=True).content.decode()


def test_a_colleague_or_the_lead_who_was_faster_is_named_with_the_time(cast: Cast, signed_in: Sign) -> None:
    for faster, slower in ((cast.reviewer, cast.colleague), (cast.lead, cast.reviewer), (cast.reviewer, cast.lead)):
        application = cast.application(Status.SUBMITTED)
        pass_it(application, faster)
        page = told(signed_in(slower), application)
        assert re.search(f"这份申请已由 {faster.name} 于 {CLOCK} 处理：初审通过", page)
        assert FirstReview.objects.get(application=application).reviewer == faster


def test_a_candidate_who_withdrew_while_the_page_was_open_is_told_of(cast: Cast, signed_in: Sign) -> None:
    application = cast.application(Status.SUBMITTED)
    withdraw(application.uuid, by=application.record.holder)
    page = told(signed_in(cast.reviewer), application)
    assert re.search(f"这份申请已由 {application.record.name} 于 {CLOCK} 处理：撤回申请", page)
    application.refresh_from_db()
    assert (application.status, FirstReview.objects.count()) == (Status.WITHDRAWN, 0)


def test_the_clock_that_ended_it_is_told_of(cast: Cast, signed_in: Sign) -> None:
    application = cast.application(Status.SUBMITTED)
    past = timezone.now() - timedelta(minutes=1)
    Batch.objects.update(apply_until=past, review_until=past, pay_until=past)
    lapse_overdue(timezone.now())
    page = told(signed_in(cast.reviewer), application)
    assert re.search(f"这份申请已由 系统 于 {CLOCK} 处理：逾期作废", page)


def test_a_candidate_is_not_told_who_of_the_school_decided(cast: Cast, signed_in: Sign) -> None:
    application = cast.application(Status.SUBMITTED)
    pass_it(application, cast.reviewer)
    Application.objects.filter(pk=application.pk).update(status=Status.PAID, paid_at=timezone.now())
    address = reverse("applications:withdraw", args=[application.uuid])
    page = signed_in(application.record.holder).post(address, {"sure": "yes"}, follow=True).content.decode()
    assert "王老师" not in page


def test_the_page_of_a_decided_application_says_by_whom(cast: Cast, signed_in: Sign) -> None:
    application = cast.application(Status.SUBMITTED)
    pass_it(application, cast.colleague)
    page = signed_in(cast.reviewer).get(desk(application)).content.decode()
    box = page.split("不需要初审")[1].split("</section>")[0]
    assert re.search(f"刘老师.*{CLOCK}.*初审通过", box)


def test_an_open_page_that_asks_again_learns_of_the_decision_and_asks_no_more(cast: Cast, signed_in: Sign) -> None:
    application = cast.application(Status.SUBMITTED)
    client, address = signed_in(cast.reviewer), reverse("review:hold", args=[application.uuid])
    assert "hx-post" in client.post(address).content.decode()
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    claim(application, by=cast.colleague)
    assert "刘老师正在审核这份申请" in client.post(address).content.decode()
    pass_it(application, cast.colleague)
    said = client.post(address).content.decode()
    assert re.search(f"这份申请已由 刘老师 于 {CLOCK} 处理：初审通过", said)
    assert "hx-post" not in said
    assert not Claim.objects.exists()


def test_a_claim_that_ran_out_still_decides_if_nobody_took_over(cast: Cast, signed_in: Sign) -> None:
    application = cast.application(Status.SUBMITTED)
    claim(application, by=cast.reviewer)
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert "：初审通过" in told(signed_in(cast.reviewer), application)
    assert FirstReview.objects.get().reviewer == cast.reviewer
