from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from selfexam.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import BatchFactory, SchoolFactory

pytestmark = pytest.mark.django_db
BACKEND = "selfexam.accounts.backends.PortalBackend"


def test_the_numbers_of_the_page_are_those_of_the_batch(client: Client) -> None:
    BatchFactory(review_fee=3050, least_appraisal=300, photo_rules={"least_bytes": 61440, "other": 1})
    page = client.get("/").content.decode()
    for said in ("2022 年下半年毕业申请正在受理。", "30.50 元", "不少于 300 字", "480×640 像素，不小于 60 KB"):
        assert said in page


@pytest.mark.parametrize(
    ("shift", "said"), [(0, "登录，开始申请"), (10, "登录，查看我的申请"), (-20, "登录，查看我的申请")]
)
def test_the_button_follows_the_window(client: Client, shift: int, said: str) -> None:
    BatchFactory(now=timezone.now() - timedelta(days=shift))
    assert said in client.get("/start/").content.decode()


def test_without_a_batch_the_page_says_so(client: Client) -> None:
    BatchFactory(is_published=False)
    page = client.get("/").content.decode()
    assert "现在没有可以申请的批次" in page
    assert 'class="deadline' not in page


def test_staff_are_sent_to_their_first_desk_and_can_still_read_the_page(client: Client) -> None:
    client.force_login(UserFactory(role=Role.SCHOOL_LEAD), backend=BACKEND)
    assert client.get("/").status_code == 302
    assert "进入工作台" in client.get("/start/").content.decode()


def test_schools_show_how_to_reach_them(client: Client) -> None:
    SchoolFactory(name="示例大学", office_phone="023-0000 0000", office_address="示例路 1 号")
    page = client.get("/schools/").content.decode()
    assert 'href="tel:02300000000"' in page
    assert "示例路 1 号" in page
