"""The candidate's page of the prior degree: what is said of the number, and the own 专科 instead of a certificate."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application, MaterialRule
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord
from tests.cast import Cast
from tests.factories.catalogue import ProgrammeFactory, small_plan
from tests.factories.records import graduating_record

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def draft(cast: Cast) -> Application:
    return cast.application(Status.DRAFT, prior_number="", prior_level="", prior_school="", prior_check="unchecked")


def college_of(draft: Application) -> StudentRecord:
    plan = small_plan(programme=ProgrammeFactory(level=Level.JUNIOR_COLLEGE))
    return graduating_record(plan=plan, id_number=draft.record.id_number, holder=draft.record.holder)


def page(draft: Application) -> str:
    return reverse("applications:prior-degree", args=[draft.uuid])


def typed(**changed: str) -> dict[str, str]:
    return {
        "prior_number": "109991201806000071",
        "prior_school": "范例职业学院",
        "prior_level": "junior_college",
        **changed,
    }


def test_while_it_is_asked_the_page_says_so_and_then_what_came_of_it(
    draft: Application, signed_in: Sign, run_jobs: Callable[..., Any]
) -> None:
    client = signed_in(draft.record.holder)
    client.post(page(draft), typed())
    assert "正在核对这个编号" in client.get(page(draft)).content.decode()
    run_jobs()
    html = client.get(page(draft)).content.decode()
    assert ("编号已在学信网核对一致，不需要上传图片" in html, 'type="file"' in html) == (True, False)


def test_what_was_not_found_asks_for_images(draft: Application, signed_in: Sign, run_jobs: Callable[..., Any]) -> None:
    client = signed_in(draft.record.holder)
    client.post(page(draft), typed(prior_number="109991201806000076"))
    run_jobs()
    html = client.get(page(draft)).content.decode()
    assert ("学信网没有查到这个编号" in html, 'type="file"' in html) == (True, True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"prior_number": "10999120180600007"}, "2018 年的编号是 18 位，现在 17 位，少 1 位，请对照证书补全"),
        ({"prior_school": ""}, "请填写毕业院校"),
        ({"prior_level": "same_batch"}, "选“同批次自考专科”时，请填写本人的专科准考证号，12 位数字"),
        ({"prior_level": "same_batch", "prior_number": "019999999999"}, "这不是本人还在办理的自考专科准考证号"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_nothing_is_lost(
    draft: Application, signed_in: Sign, changed: dict[str, str], sentence: str
) -> None:
    sent = typed(**changed)
    answer = signed_in(draft.record.holder).post(page(draft), sent)
    html = answer.content.decode()
    assert (answer.status_code, sentence in html, f'value="{sent["prior_number"]}"' in html) == (422, True, True)
    draft.refresh_from_db()
    assert draft.prior_number == ""


def test_the_own_college_is_offered_and_taken(draft: Application, signed_in: Sign) -> None:
    number = college_of(draft).admission_number
    client = signed_in(draft.record.holder)
    html = client.get(page(draft)).content.decode()
    assert ("专科和本科这一批次一起申请毕业的" in html, number in html) == (True, True)
    client.post(page(draft), typed(prior_level="same_batch", prior_number=number, prior_school=""))
    draft.refresh_from_db()
    assert (draft.prior_number, draft.prior_check) == (number, "same_batch")
    html = client.get(page(draft)).content.decode()
    assert ("但这一批次没有这个准考证号的专科申请" in html, 'type="file"' in html) == (True, False)


def test_papers_that_a_college_of_the_same_batch_has_not_brought_yet_are_not_simply_asked_for(
    draft: Application, signed_in: Sign
) -> None:
    MaterialRule.objects.create(
        name="专科毕业证书复印件", route=draft.record.route, level=Level.BACHELOR, block="graduation", position=1
    )
    materials, client = reverse("applications:materials", args=[draft.uuid]), signed_in(draft.record.holder)
    assert "专科毕业证书和备案表现在还没有" not in client.get(materials).content.decode()
    number = college_of(draft).admission_number
    client.post(page(draft), typed(prior_level="same_batch", prior_number=number, prior_school=""))
    assert "专科毕业证书和备案表现在还没有" in client.get(materials).content.decode()


def test_a_batch_that_forbids_it_does_not_offer_it(draft: Application, signed_in: Sign) -> None:
    college_of(draft)
    Batch.objects.update(allows_same_batch=False)
    html = signed_in(draft.record.holder).get(page(draft)).content.decode()
    assert ("同批次自考专科" in html, "专科毕业" in html) == (False, True)
