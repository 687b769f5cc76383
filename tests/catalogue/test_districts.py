"""District offices are kept by the institute's lead; candidates read their addresses."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from selfexam.accounts.models import User
from selfexam.catalogue.models import District
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_the_lead_adds_an_office_and_changes_its_address_but_not_its_code(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    new = {"code": "500999", "name": "示例区考办", "address": "示例路 1 号", "phone": "000-0000"}
    said = client.post(reverse("catalogue:district-new"), new, follow=True).content.decode()
    assert ("示例区考办已保存" in said, "示例路 1 号" in said) == (True, True)
    client.post(reverse("catalogue:district-edit", args=["500999"]), new | {"code": "500000", "address": "示例路 2 号"})
    office = District.objects.get(name="示例区考办")
    assert (office.code, office.address) == ("500999", "示例路 2 号")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "50"}, "区县代码是 6 位数字"),
        ({"code": ""}, "请填写区县代码"),
        ({"name": ""}, "请填写名称"),
    ],
)
def test_what_is_wrong_comes_back_with_its_sentence_and_what_was_typed(
    cast: Cast, signed_in: SignIn, changed: dict[str, str], sentence: str
) -> None:
    typed = {"code": "500999", "name": "示例区考办", "address": "示例路 1 号"} | changed
    answer = signed_in(cast.chief).post(reverse("catalogue:district-new"), typed)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, "示例路 1 号" in page) == (422, True, True)
    assert not District.objects.filter(address="示例路 1 号").exists()


def test_a_code_or_a_name_is_there_once(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.chief).post(
        reverse("catalogue:district-new"), {"code": cast.district.code, "name": cast.district.name}
    )
    assert [said in page.content.decode() for said in ("已有这个区县代码", "已有这个名称")] == [True, True]
