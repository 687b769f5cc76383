import pytest
from django.test import Client

from selfexam.accounts.models import AccountEvent, LoginName, User
from selfexam.accounts.roles import Role
from selfexam.records.domain.activate import (
    ALREADY,
    NAME_DIFFERS,
    RACED,
    ActivationRefused,
    activate,
    find_record,
    join,
)
from selfexam.records.models import StudentRecord
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.records import RecordFactory

pytestmark = pytest.mark.django_db
NUMBER, ID = "000000000073", "99000019980520001X"
FACTS = {"admission_number": NUMBER, "name": "林晓禾", "id_number": ID}
NEW = {"password1": "jialing-2026", "password2": "jialing-2026"}


@pytest.fixture
def record() -> StudentRecord:
    return RecordFactory(admission_number=NUMBER, name="林晓禾", id_number=ID)


def test_three_facts_and_a_password_open_the_account_and_sign_in(client: Client, record: StudentRecord) -> None:
    assert client.post("/activate/", FACTS)["Location"] == "/activate/password/"
    assert client.post("/activate/password/", NEW)["Location"] == "/"
    record.refresh_from_db()
    holder = record.holder
    assert holder is not None
    assert (holder.role, holder.name) == (Role.CANDIDATE, "林晓禾")
    assert client.session["_auth_user_id"] == str(holder.pk)
    assert [e.act for e in holder.account_events.all()] == ["activated"]
    client.post("/sign-out/")
    for name in (NUMBER, ID.lower()):
        assert client.post("/sign-in/", {"username": name, "password": "jialing-2026"}).status_code == 302
        client.post("/sign-out/")


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("阿依·示例", {"name": "阿依•示例"}),
        ("林晓禾", {"name": " 林 晓禾 "}),
        ("林晓禾", {"id_number": "９９００００ 19980520 001x"}),
        ("林晓禾", {"admission_number": "0000-0000 0073"}),
    ],
)
def test_the_facts_match_however_they_are_typed(stored: str, said: dict[str, str]) -> None:
    found = RecordFactory(admission_number=NUMBER, name=stored, id_number=ID)
    facts = {**FACTS, "name": stored, **said}
    assert find_record(facts["admission_number"], facts["name"], facts["id_number"]) == found


@pytest.mark.parametrize(
    "wrong", [{"name": "林小禾"}, {"id_number": "990000199805200028"}, {"admission_number": "000000000074"}]
)
def test_a_wrong_fact_gets_one_sentence_that_does_not_say_which(
    client: Client, record: StudentRecord, wrong: dict[str, str]
) -> None:
    page = client.post("/activate/", {**FACTS, **wrong}).content.decode()
    assert "三项信息与考籍不一致" in page
    assert "还可以再试 4 次" in page
    assert "activating" not in client.session


def test_a_short_number_is_counted_for_the_reader_without_using_up_a_try(client: Client) -> None:
    page = client.post("/activate/", {**FACTS, "admission_number": "00000000007"}).content.decode()
    assert "准考证号是 12 位数字，现在是 11 位" in page


def test_guessing_the_id_number_of_one_record_is_stopped(client: Client, record: StudentRecord) -> None:
    codes = [client.post("/activate/", {**FACTS, "id_number": f"99000019980520{n:04d}"}).status_code for n in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    assert client.post("/activate/", FACTS).status_code == 429


def test_guessing_the_admission_number_of_one_person_is_stopped(client: Client, record: StudentRecord) -> None:
    codes = [client.post("/activate/", {**FACTS, "admission_number": f"{n:012d}"}).status_code for n in range(1, 6)]
    assert codes == [200, 200, 200, 200, 429]
    assert client.post("/activate/", FACTS).status_code == 429


def test_an_activated_record_leads_to_the_sign_in_page(client: Client, record: StudentRecord) -> None:
    activate(record, password=PASSWORD)
    page = client.post("/activate/", FACTS).content.decode()
    assert ALREADY in page
    assert "activating" not in client.session


def test_the_password_page_cannot_be_opened_without_the_facts(client: Client, record: StudentRecord) -> None:
    assert client.get("/activate/password/")["Location"] == "/activate/"
    assert client.post("/activate/password/", NEW)["Location"] == "/activate/"
    assert User.objects.count() == 0


def test_the_proof_does_not_hold_for_ever(client: Client, record: StudentRecord) -> None:
    client.post("/activate/", FACTS)
    session = client.session
    session["activating"] = {**session["activating"], "until": 0}
    session.save()
    assert client.post("/activate/password/", NEW)["Location"] == "/activate/"


def test_two_at_once_give_one_winner_and_a_sentence(record: StudentRecord) -> None:
    stale = StudentRecord.objects.get(pk=record.pk)
    winner = activate(record, password=PASSWORD)
    with pytest.raises(ActivationRefused) as refused:
        activate(stale, password="other-2026")
    assert refused.value.sentence == RACED
    stale.refresh_from_db()
    assert stale.holder == winner
    assert User.objects.count() == 1


def test_the_loser_of_the_race_reads_what_happened(client: Client, record: StudentRecord) -> None:
    client.post("/activate/", FACTS)
    activate(record, password=PASSWORD)
    answer = client.post("/activate/password/", {"password": PASSWORD})
    assert answer.status_code == 409
    assert ALREADY in answer.content.decode()


class TestSecondRecordOfTheSamePerson:
    @pytest.fixture
    def holder(self, record: StudentRecord) -> User:
        return activate(record, password=PASSWORD)

    @pytest.fixture
    def second(self, holder: User) -> StudentRecord:
        return RecordFactory(admission_number="000000000099", name="林晓禾", id_number=ID)

    def test_the_three_facts_do_not_take_the_account_over(self, client: Client, second: StudentRecord) -> None:
        client.post("/activate/", {**FACTS, "admission_number": "000000000099"})
        answer = client.post("/activate/password/", NEW)
        assert answer.status_code == 200
        assert "已有账号的密码" in answer.content.decode()
        second.refresh_from_db()
        assert second.holder is None

    def test_a_wrong_password_is_counted_and_locks(self, client: Client, holder: User, second: StudentRecord) -> None:
        client.post("/activate/", {**FACTS, "admission_number": "000000000099"})
        codes = [client.post("/activate/password/", {"password": "x"}).status_code for _ in range(5)]
        assert codes == [200, 200, 200, 200, 429]
        assert client.post("/activate/password/", {"password": PASSWORD}).status_code == 429
        second.refresh_from_db()
        assert second.holder is None

    def test_the_right_password_joins_both(self, client: Client, holder: User, second: StudentRecord) -> None:
        client.post("/activate/", {**FACTS, "admission_number": "000000000099"})
        assert client.post("/activate/password/", {"password": PASSWORD})["Location"] == "/"
        second.refresh_from_db()
        assert second.holder == holder
        assert LoginName.objects.filter(user=holder).count() == 3
        assert sorted(AccountEvent.objects.values_list("act", flat=True)) == ["activated", "record_added"]

    def test_another_name_under_the_same_id_number_is_sent_to_the_school(self, holder: User) -> None:
        other = RecordFactory(admission_number="000000000100", name="林小禾", id_number=ID)
        with pytest.raises(ActivationRefused) as refused:
            activate(other, password=PASSWORD)
        assert refused.value.sentence == NAME_DIFFERS
        assert User.objects.count() == 1

    def test_a_stranger_cannot_be_joined(self, second: StudentRecord) -> None:
        with pytest.raises(ActivationRefused):
            join(second, user=UserFactory(name="林晓禾"))
        second.refresh_from_db()
        assert second.holder is None


def test_a_document_with_its_last_digit_in_brackets_opens_the_account(client: Client) -> None:
    """A123456(7), as it stands on Hong Kong cards; records keep it without the brackets."""
    RecordFactory(admission_number=NUMBER, name="林晓禾", id_type="6", id_number="A1234567")
    assert client.post("/activate/", {**FACTS, "id_number": "a123456（7）"})["Location"] == "/activate/password/"
    assert client.post("/activate/password/", NEW)["Location"] == "/"
    client.post("/sign-out/")
    assert client.post("/sign-in/", {"username": "A123456(7)", "password": "jialing-2026"}).status_code == 302
