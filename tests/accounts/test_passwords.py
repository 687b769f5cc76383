import pytest
from django.test import Client

from selfexam.accounts.domain.passwords import give_one_time_password
from selfexam.accounts.models import AccountEvent, User
from selfexam.accounts.roles import Role
from tests.factories.accounts import PASSWORD, UserFactory, login_names

pytestmark = pytest.mark.django_db


def sign_in(client: Client, password: str) -> None:
    client.post("/sign-in/", {"username": "000000000073", "password": password})


@pytest.fixture
def candidate() -> User:
    user = UserFactory(name="林晓禾")
    login_names(user, "000000000073")
    return user


def test_changing_the_password_keeps_the_session_and_leaves_a_record(client: Client, candidate: User) -> None:
    sign_in(client, PASSWORD)
    sent = {"password": PASSWORD, "password1": "jialing-2026", "password2": "jialing-2026"}
    assert client.post("/password/", sent)["Location"] == "/"
    assert client.get("/account/").status_code == 200
    candidate.refresh_from_db()
    assert candidate.check_password("jialing-2026")
    assert [e.act for e in candidate.account_events.all()] == ["password_changed"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"password": "x", "password1": "jialing-2026", "password2": "jialing-2026"}, "现在的密码不正确"),
        ({"password": PASSWORD, "password1": "jialing-2026", "password2": "other-2026"}, "两次输入的密码不一样"),
        ({"password": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}, "新密码要和现在的密码不同"),
        (
            {"password": PASSWORD, "password1": "12345678", "password2": "12345678"},
            "密码不能全是数字，请加上字母或符号",
        ),
        ({"password": PASSWORD, "password1": "abc-26", "password2": "abc-26"}, "密码至少 8 个字符，请再加长一些"),
        ({"password": PASSWORD, "password1": "password1", "password2": "password1"}, "很多人用这个密码"),
    ],
)
def test_a_bad_new_password_is_answered_with_a_sentence(
    client: Client, candidate: User, sent: dict[str, str], sentence: str
) -> None:
    sign_in(client, PASSWORD)
    answer = client.post("/password/", sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    candidate.refresh_from_db()
    assert candidate.check_password(PASSWORD)


def test_a_one_time_password_opens_nothing_but_the_password_page(client: Client, candidate: User) -> None:
    word = give_one_time_password(candidate, by=UserFactory(role=Role.SCHOOL_LEAD))
    sign_in(client, word)
    for page in ("/", "/account/", "/records/accounts/", "/admin/"):
        assert client.get(page)["Location"] == "/password/"
    assert "现在用的是一次性密码" in client.get("/password/").content.decode()
    client.post("/password/", {"password": word, "password1": "jialing-2026", "password2": "jialing-2026"})
    assert client.get("/account/").status_code == 200


def test_a_reset_ends_the_open_sessions_of_the_account(client: Client, candidate: User) -> None:
    sign_in(client, PASSWORD)
    give_one_time_password(candidate, by=UserFactory(role=Role.SCHOOL_LEAD))
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"


def test_account_history_cannot_be_rewritten(candidate: User) -> None:
    give_one_time_password(candidate, by=candidate)
    event = AccountEvent.objects.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
