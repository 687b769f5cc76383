"""A button pressed after the session has ended: the way back is the page it stood on, and what was lost is said."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from applications.statuses import Status
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def test_a_button_leads_back_to_its_page_and_says_that_it_has_to_be_pressed_again(client: Client) -> None:
    due = Cast().application(Status.FIRST_PASSED)
    pay = reverse("applications:pay", args=[due.uuid])
    answer = client.post(reverse("applications:pay-start", args=[due.uuid]), HTTP_REFERER=HERE + pay)
    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, reverse("accounts:sign-in"))
    assert parse_qs(urlsplit(answer["Location"]).query) == {"next": [pay], "lost": ["1"]}
    assert "刚才的操作没有完成" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/applications/", "javascript:alert(1)"])
def test_a_page_of_somebody_else_is_no_way_back(client: Client, referer: str) -> None:
    headers = {"HTTP_REFERER": referer} if referer else {}
    answer = client.post(reverse("accounts:password"), **headers)  # type: ignore[arg-type]
    assert parse_qs(urlsplit(answer["Location"]).query) == {"lost": ["1"]}


def test_a_page_that_is_opened_leads_back_to_itself(client: Client) -> None:
    answer = client.get("/account/")
    assert answer["Location"] == "/sign-in/?next=/account/"
    assert "刚才的操作没有完成" not in client.get(answer["Location"]).content.decode()


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in(client: Client) -> None:
    draft = Cast().application()
    photo = reverse("applications:photo", args=[draft.uuid])
    headers = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": HERE + photo}
    answer = client.get(reverse("applications:photo-verdict", args=[draft.uuid]), **headers)  # type: ignore[arg-type]
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/sign-in/?next={photo}")


def test_an_address_for_buttons_says_so_when_it_is_opened_by_hand(client: Client) -> None:
    candidate: User = Cast().application().record.holder
    client.force_login(candidate, backend="selfexam.accounts.backends.PortalBackend")
    answer = client.get(reverse("accounts:sign-out"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>这个地址不能直接打开</h1>" in answer.content.decode()
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("next=/review/first/", "用户名"),
        ("next=/applications/", "准考证号或身份证号"),
        ("next=/nowhere/", "准考证号或身份证号"),
        ("as=candidate&next=/review/first/", "准考证号或身份证号"),
    ],
)
def test_who_is_sent_back_to_a_desk_signs_in_as_staff(client: Client, asked: str, label: str) -> None:
    html = client.get(f"{reverse('accounts:sign-in')}?{asked}").content.decode()
    assert re.search(r'<label[^>]*for="id_username"[^>]*>\s*([^<]+?)\s*<', html)[1] == label  # type: ignore[index]
