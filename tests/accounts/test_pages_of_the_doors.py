import re
from types import SimpleNamespace

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import get_resolver, path, reverse

from selfexam import urls as house
from selfexam.accounts.access import RolesMissing, for_roles, only
from selfexam.accounts.context import TABS
from selfexam.accounts.roles import Role
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("初审已经结束，不能再退回")


def fall(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


def lose(request: HttpRequest) -> HttpResponse:
    raise SessionInterrupted


handler400, handler403, handler404, handler500 = house.handler400, house.handler403, house.handler404, house.handler500
refuse.login_required = False  # type: ignore[attr-defined]
fall.login_required = False  # type: ignore[attr-defined]
lose.login_required = False  # type: ignore[attr-defined]
urlpatterns = [*house.urlpatterns, path("refuse/", refuse), path("fall/", fall), path("lose/", lose)]


@pytest.mark.parametrize(
    "page", ["/", "/start/", "/sign-in/", "/sign-in/?as=staff", "/password/forgotten/", "/schools/", "/about/privacy/"]
)
def test_public_pages_open_with_one_heading_and_hold_to_the_content_policy(client: Client, page: str) -> None:
    answer = client.get(page)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=", text)
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_an_unknown_address_is_explained(client: Client) -> None:
    client.force_login(UserFactory(), backend="selfexam.accounts.backends.PortalBackend")
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_forbidden_act_shows_its_reason(client: Client) -> None:
    answer = client.get("/refuse/")
    assert answer.status_code == 403
    assert "初审已经结束，不能再退回。" in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_session_that_could_not_be_kept_is_not_laid_to_the_files_sent(client: Client) -> None:
    answer = client.get("/lose/")
    assert answer.status_code == 503
    html = answer.content.decode()
    assert ("系统正忙，请过一会儿刷新这一页" in html, "文件太大" in html) == (True, False)


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_answered_with_what_to_do(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/fall/")
    assert answer.status_code == 500
    assert "系统出错了，请过几分钟再试" in answer.content.decode()


def test_a_form_without_its_token_is_called_stale() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_a_strange_host_gets_the_400_page(client: Client) -> None:
    answer = client.get("/start/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "这个请求无法识别" in answer.content.decode()


@pytest.mark.parametrize("role", [r for r in Role.values if r not in (Role.SCHOOL_LEAD, Role.SYSTEM)])
def test_a_desk_page_is_not_there_for_other_roles(client: Client, role: str) -> None:
    client.force_login(UserFactory(role=role), backend="selfexam.accounts.backends.PortalBackend")
    expected = 200 if role == Role.SCHOOL_REVIEWER else 404
    assert client.get("/records/accounts/").status_code == expected


def test_a_visitor_of_a_desk_page_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/records/accounts/")["Location"] == "/sign-in/?next=/records/accounts/"


def test_the_guards_refuse_to_be_written_without_roles() -> None:
    with pytest.raises(RolesMissing):
        for_roles()
    with pytest.raises(RolesMissing):
        for_roles(fall)  # type: ignore[arg-type]
    with pytest.raises(RolesMissing):
        only(Role.INSTITUTE_LEAD, sentence="")


def test_a_closed_account_finds_no_desk() -> None:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, is_active=False, role=Role.SCHOOL_LEAD)
    with pytest.raises(Http404):
        for_roles(Role.SCHOOL_LEAD)(fall)(request)


def test_every_tab_of_a_routed_app_leads_somewhere() -> None:
    routed = get_resolver().namespace_dict
    assert [reverse(tab.view) for tab in TABS if tab.view.split(":")[0] in routed] != []
