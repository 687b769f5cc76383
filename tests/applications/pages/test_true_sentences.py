"""Sentences that have to be true for this very candidate: what is asked, what is still to be paid, what is drawn."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Photo
from applications.papers import standing_of
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from tests.cast import Cast
from tests.factories.applications import add_photo
from tests.factories.catalogue import BatchFactory
from tests.review.papers.lists import fresh, general_lists

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def html_of(application: Application, name: str, signed_in: Sign) -> str:
    address = reverse(f"applications:{name}", args=[application.uuid])
    return signed_in(application.record.holder).get(address).content.decode()


def test_whoever_owes_papers_is_not_told_that_nothing_is_to_do(cast: Cast, signed_in: Sign) -> None:
    idle = cast.application(Status.SUBMITTED)
    assert "暂时没有需要您做的事" in html_of(idle, "detail", signed_in)
    general_lists()
    owing = fresh(cast.application(Status.SUBMITTED))
    assert standing_of(owing).missing
    html = html_of(owing, "detail", signed_in)
    assert "<h1>学校正在审核，请交齐纸质材料</h1>" in html
    assert "暂时没有需要您做的事" not in html


def test_a_fee_that_is_still_to_come_is_not_called_needless(cast: Cast, signed_in: Sign) -> None:
    said = {}
    for status in (Status.SUBMITTED, Status.RETURNED, Status.PAID, Status.WITHDRAWN):
        html = html_of(cast.application(status), "pay", signed_in)
        said[status] = ("初审通过后才能缴费" in html, "请在此前付清" in html)
    assert said == {
        Status.SUBMITTED: (True, False),
        Status.RETURNED: (True, False),
        Status.PAID: (False, False),
        Status.WITHDRAWN: (False, False),
    }
    assert "请在此前付清" in html_of(cast.application(Status.FIRST_PASSED), "pay", signed_in)


def test_the_photo_page_speaks_of_boxes_only_where_some_are_drawn(cast: Cast, signed_in: Sign) -> None:
    told = []
    for box in ([100, 200, 90, 40], None):
        draft = cast.application()
        draft.photos.all().delete()
        finding = {
            "code": "pixels",
            "severity": "fail",
            "title": "图片尺寸",
            "message": "太小。",
            "advice": "",
            "box": box,
        }
        add_photo(draft, Photo.Verdict.FAIL, findings=[finding])
        html = html_of(draft, "photo", signed_in)
        told.append(("红框处需要改正。" in html, "虚线框处" in html))
    assert told == [(True, False), (False, False)]


def test_own_answers_are_checked_against_the_whole_number(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    assert draft.phone in html_of(draft, "check", signed_in)


def test_the_task_list_leads_back_to_the_other_records(cast: Cast, signed_in: Sign) -> None:
    html = html_of(cast.application(), "detail", signed_in)
    assert f'<p class="crumb"><a href="{reverse("applications:home")}">' in html


def test_withdrawing_a_draft_does_not_speak_of_a_school_that_reviews_it(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    html = html_of(draft, "withdraw", signed_in)
    assert "这份申请还没有提交" in html
    assert "不再审核这份申请" not in html
    assert "照片和证件图片要重新上传" in html
    assert "不再审核这份申请" in html_of(cast.application(Status.SUBMITTED), "withdraw", signed_in)


def test_whoever_withdrew_or_lapsed_is_told_when_to_begin_again(cast: Cast, signed_in: Sign) -> None:
    assert "里重新开始" in html_of(cast.application(Status.WITHDRAWN), "detail", signed_in)
    html = html_of(cast.application(Status.LAPSED), "detail", signed_in)
    assert "下一批次开放后可以重新申请" in html
    assert "里重新开始" not in html


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ISSUED])
def test_what_was_handed_in_can_be_looked_at_and_asks_for_nothing(cast: Cast, signed_in: Sign, status: str) -> None:
    application = cast.application(status)
    Application.objects.filter(pk=application.pk).update(prior_check="not_found")
    progress = html_of(application, "detail", signed_in)
    pages = {}
    for name in ("record", "courses", "contact", "appraisal", "photo", "id-card", "prior-degree", "materials"):
        assert f'href="{reverse(f"applications:{name}", args=[application.uuid])}"' in progress
        pages[name] = html_of(application, name, signed_in)
    assert [name for name, html in pages.items() if "请上传毕业证书图片" in html or "可以先填写和提交" in html] == []
    assert "由老师看证书和备案表图片" in pages["prior-degree"]
    assert ("毕业条件已经集中会审审定" in pages["courses"]) == (status == Status.ISSUED)


def test_papers_are_not_asked_for_once_everything_is_over(cast: Cast, signed_in: Sign) -> None:
    general_lists()
    said = {s: "打印材料封面" in html_of(cast.application(s), "materials", signed_in) for s in ("submitted", "issued")}
    assert said == {"submitted": True, "issued": False}


def test_a_draft_after_the_window_is_told_that_it_is_over_though_payment_still_runs(
    cast: Cast, signed_in: Sign
) -> None:
    draft = cast.application()
    now = timezone.now()
    ends = {"apply_until": now - timedelta(hours=1), "review_until": now + timedelta(days=1)}
    Batch.objects.filter(pk=draft.batch_id).update(**ends, pay_until=now + timedelta(days=2))
    html = html_of(draft, "detail", signed_in)
    assert "这份草稿不能再填写和提交" in html
    assert "btn-main" not in html
    assert "须通过初审并缴费" not in html
    home = signed_in(draft.record.holder).get(reverse("applications:home")).content.decode()
    assert "继续填写" not in home
    assert "须通过初审并缴费" not in home


def test_an_application_of_an_earlier_batch_does_not_close_this_one(cast: Cast, signed_in: Sign) -> None:
    old = cast.application(Status.REJECTED)
    client = signed_in(old.record.holder)
    address = reverse("applications:home")
    assert "本批次的申请已经结束" in client.get(address).content.decode()
    now = timezone.now()
    ends = {"apply_until": now - timedelta(hours=1), "review_until": now, "pay_until": now}
    Batch.objects.exclude(pk=old.batch_id).update(is_published=False)
    BatchFactory(apply_from=now - timedelta(days=2), **ends)
    html = client.get(address).content.decode()
    assert "现在不在申请时间内" in html
    assert "本批次的申请已经结束" not in html
