import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from tests.factories.accounts import PASSWORD, UserFactory, login_names

pytestmark = pytest.mark.django_db
PAGE = "/sign-in/"


@pytest.fixture
def candidate() -> User:
    user = UserFactory(name="林晓禾")
    login_names(user, "000000000073", "99000019980520001X")
    return user


def test_a_candidate_signs_in_with_the_admission_number_typed_in_groups(client: Client, candidate: User) -> None:
    answer = client.post(PAGE, {"username": "0000 0000 0073", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(candidate.pk)


@pytest.mark.parametrize(
    "typed", ["99000019980520001x", "９９００００１９９８０５２０００１Ｘ", "990000 19980520 001X"]
)
def test_the_id_number_is_a_login_name_however_it_is_typed(client: Client, candidate: User, typed: str) -> None:
    assert client.post(PAGE, {"username": typed, "password": PASSWORD}).status_code == 302


def test_staff_sign_in_with_their_username(client: Client) -> None:
    UserFactory(username="wang", role=Role.SCHOOL_REVIEWER)
    assert client.post(f"{PAGE}?as=staff", {"username": "wang", "password": PASSWORD}).status_code == 302


def test_a_wrong_password_keeps_the_name_says_how_often_and_names_the_error_in_the_title(
    client: Client, candidate: User
) -> None:
    page = client.post(PAGE, {"username": "000000000073", "password": "x"}).content.decode()
    assert "准考证号、身份证号或密码不正确，还可以再试 4 次" in page
    assert 'value="000000000073"' in page
    assert "<title>错误：登录 · 自学考试毕业办理</title>" in page
    assert 'role="alert"' in page
    assert 'href="#id_password"' in page


def test_the_fifth_wrong_try_locks_and_the_right_password_does_not_open(client: Client, candidate: User) -> None:
    codes = [client.post(PAGE, {"username": "000000000073", "password": "x"}).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    answer = client.post(PAGE, {"username": "0000 0000 0073", "password": PASSWORD})
    assert answer.status_code == 429
    assert "请 15 分钟后再试" in answer.content.decode()


def test_success_starts_the_count_afresh(client: Client, candidate: User) -> None:
    client.post(PAGE, {"username": "000000000073", "password": "x"})
    client.post(PAGE, {"username": "000000000073", "password": PASSWORD})
    client.post("/sign-out/")
    assert "还可以再试 4 次" in client.post(PAGE, {"username": "000000000073", "password": "x"}).content.decode()


def test_what_was_typed_at_the_door_is_not_kept_in_the_table_of_attempts(client: Client, candidate: User) -> None:
    client.post(PAGE, {"username": "99000019980520001X", "password": "wrong-secret"})
    kept = " ".join(str(value) for row in AccessAttempt.objects.values_list() for value in row)
    assert "19980520001" not in kept
    assert "wrong-secret" not in kept


def test_empty_fields_say_what_to_fill_in(client: Client) -> None:
    page = client.post(PAGE, {}).content.decode()
    assert "请填写准考证号或身份证号" in page
    assert "请填写密码" in page


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "javascript:alert(1)", "abc", "?a=b"])
def test_a_foreign_next_is_ignored(client: Client, candidate: User, target: str) -> None:
    answer = client.post(PAGE, {"username": "000000000073", "password": PASSWORD, "next": target})
    assert answer["Location"] == "/"


def test_next_leads_back_to_the_page_that_asked(client: Client, candidate: User) -> None:
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"
    answer = client.post(PAGE, {"username": "000000000073", "password": PASSWORD, "next": "/account/"})
    assert answer["Location"] == "/account/"


def test_whoever_is_signed_in_does_not_see_the_page(client: Client, candidate: User) -> None:
    client.force_login(candidate, backend="selfexam.accounts.backends.PortalBackend")
    assert client.get(PAGE)["Location"] == "/"
    assert client.get(PAGE, {"next": "no-such-page"})["Location"] == "/"


def test_signing_out_is_a_post(client: Client, candidate: User) -> None:
    client.force_login(candidate, backend="selfexam.accounts.backends.PortalBackend")
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert client.post(reverse("accounts:sign-out"))["Location"] == "/start/"
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_outside(client: Client, candidate: User) -> None:
    User.objects.filter(pk=candidate.pk).update(is_active=False)
    assert client.post(PAGE, {"username": "000000000073", "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in client.session
