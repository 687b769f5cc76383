import re
from collections.abc import Callable

import pytest
from django.test import Client

from selfexam.accounts.models import AccountEvent, User
from selfexam.accounts.roles import Role
from selfexam.records.domain.activate import activate
from selfexam.records.models import StudentRecord
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.records import RecordFactory

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
HOW = {"checked_how": "当面核对证件原件"}


@pytest.fixture
def record() -> StudentRecord:
    record = RecordFactory()
    activate(record, password=PASSWORD)
    return record


def test_the_school_sees_its_own_candidates_only(signed_in: SignedIn, record: StudentRecord) -> None:
    RecordFactory(name="周以诚")
    page = (
        signed_in(UserFactory(role=Role.SCHOOL_LEAD, school=record.school)).get("/records/accounts/").content.decode()
    )
    assert "林晓禾" in page
    assert "周以诚" not in page


@pytest.mark.parametrize("q", ["林", "0000 0000", "没有这个人"])
def test_the_list_can_be_searched(signed_in: SignedIn, record: StudentRecord, q: str) -> None:
    staff = UserFactory(role=Role.SCHOOL_REVIEWER, school=record.school)
    page = signed_in(staff).get("/records/accounts/", {"q": q}).content.decode()
    assert ("林晓禾" in page) == (q != "没有这个人")


def test_a_reset_shows_a_password_once_that_must_be_changed(signed_in: SignedIn, record: StudentRecord) -> None:
    staff = UserFactory(role=Role.SCHOOL_REVIEWER, school=record.school)
    address = f"/records/{record.uuid}/reset/"
    page = signed_in(staff).post(address, HOW).content.decode()
    found = re.search(r'<p class="num">([a-z0-9-]{11})</p>', page)
    assert found
    holder = User.objects.get(pk=record.holder_id)
    assert holder.check_password(found[1])
    assert holder.must_change_password
    event = AccountEvent.objects.get(act="password_reset")
    assert (event.user, event.by, event.note) == (holder, staff, f"{record.school}，当面核对证件原件")


def test_nothing_is_reset_until_the_desk_says_how_it_checked(signed_in: SignedIn, record: StudentRecord) -> None:
    staff = UserFactory(role=Role.SCHOOL_LEAD, school=record.school)
    page = signed_in(staff).post(f"/records/{record.uuid}/reset/", {}).content.decode()
    assert "请选择怎样核对的本人" in page
    assert User.objects.get(pk=record.holder_id).check_password(PASSWORD)


def test_another_schools_candidate_is_not_there(signed_in: SignedIn, record: StudentRecord) -> None:
    answer = signed_in(UserFactory(role=Role.SCHOOL_LEAD)).post(f"/records/{record.uuid}/reset/", HOW)
    assert answer.status_code == 404
    assert User.objects.get(pk=record.holder_id).check_password(PASSWORD)


def test_a_record_without_account_cannot_be_reset(signed_in: SignedIn) -> None:
    record = RecordFactory()
    answer = signed_in(UserFactory(role=Role.SCHOOL_LEAD, school=record.school)).post(
        f"/records/{record.uuid}/reset/", HOW
    )
    assert answer.status_code == 409
    assert "还没有激活账号" in answer.content.decode()
