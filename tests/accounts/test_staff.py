"""The accounts of the desks: who keeps whose, one-time passwords, stopping."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from selfexam.accounts.domain.staff import StaffRefused, open_account, reset_staff, stop_account
from selfexam.accounts.models import AccountEvent, User
from selfexam.accounts.roles import Role
from selfexam.accounts.staff import kept_by, roles_given_by
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import SchoolFactory

pytestmark = pytest.mark.django_db
BACKEND = "selfexam.accounts.backends.PortalBackend"
WORD = re.compile(r">([2-9a-z]{5}-[2-9a-z]{5})<")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_the_institute_opens_a_school_account_and_its_owner_must_change_the_password(cast: Cast) -> None:
    form = {"username": "Ma.Li", "name": "马老师", "role": "school_reviewer", "school": cast.school.pk}
    response = as_user(cast.chief).post(reverse("accounts:staff-new"), form)
    found = WORD.search(response.content.decode())
    assert found
    owner = Client()
    signed = owner.post("/sign-in/?as=staff", {"username": "ma.li", "password": found[1]})
    assert signed.status_code == 302
    assert owner.get("/review/first/")["Location"] == reverse("accounts:password")
    assert User.objects.get(username="ma.li").school == cast.school


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"username": "1x", "name": "马老师", "role": "school_lead"}, "以字母开头"),
        ({"username": "ma", "name": "马老师", "role": "school_lead"}, "以字母开头"),
        ({"username": "mali", "name": "马老师", "role": "school_lead"}, "请选择这位老师的主考学校"),
        ({"username": "mali", "name": "马老师", "role": "unit_clerk"}, "请选择这位老师的集体单位"),
        ({"username": "mali", "name": "马老师", "role": "candidate"}, "请选择角色"),
        ({"username": "mali", "name": "马老师"}, "请选择角色"),
        ({"username": "taken", "name": "马老师", "role": "institute_reviewer"}, "已有人使用"),
    ],
)
def test_a_form_that_does_not_fit_is_told_and_opens_nothing(cast: Cast, form: dict[str, str], said: str) -> None:
    UserFactory(username="taken", role=Role.INSTITUTE_REVIEWER)
    before = User.objects.count()
    response = as_user(cast.chief).post(reverse("accounts:staff-new"), form)
    assert said in response.content.decode()
    assert User.objects.count() == before


def test_a_school_lead_opens_reviewers_of_the_own_school_only(cast: Cast) -> None:
    form = {"username": "ma.li", "name": "马老师", "role": "school_reviewer", "school": cast.other_school.pk}
    as_user(cast.lead).post(reverse("accounts:staff-new"), form)
    assert User.objects.get(username="ma.li").school == cast.school
    with pytest.raises(StaffRefused):
        open_account(username="b", name="b", role=Role.INSTITUTE_LEAD, school=None, unit=None, by=cast.lead)
    with pytest.raises(StaffRefused):
        open_account(username="b", name="b", role="school_reviewer", school=cast.other_school, unit=None, by=cast.lead)


def test_another_schools_account_does_not_exist_for_a_school_lead(cast: Cast) -> None:
    client = as_user(cast.lead)
    for name in ("staff-reset", "staff-stop", "staff-allow"):
        assert client.post(reverse(f"accounts:{name}", args=[cast.outsider.uuid])).status_code == 404
    assert cast.outsider.name not in client.get(reverse("accounts:staff")).content.decode()
    assert not AccountEvent.objects.exists()


def test_nobody_stops_themselves_and_a_school_lead_no_other_lead(cast: Cast) -> None:
    other_lead = UserFactory(role=Role.SCHOOL_LEAD, school=cast.school)
    for keeper, person in ((cast.chief, cast.chief), (cast.lead, cast.lead), (cast.lead, other_lead)):
        with pytest.raises(StaffRefused):
            stop_account(str(person.uuid), by=keeper)
        with pytest.raises(StaffRefused):
            reset_staff(str(person.uuid), by=keeper)
    own, other = (
        as_user(cast.lead).get(reverse("accounts:staff-reset", args=[p.uuid])) for p in (cast.lead, other_lead)
    )
    assert "自己的账号不能在这里处理" in own.content.decode()
    assert "这个账号要由考试院负责人处理" in other.content.decode()


def test_a_candidate_is_never_a_staff_account(cast: Cast) -> None:
    response = as_user(cast.chief).post(reverse("accounts:staff-reset", args=[cast.stranger.uuid]))
    assert response.status_code == 404


def test_stopping_ends_the_session_happens_once_and_can_be_taken_back(cast: Cast) -> None:
    at_work = as_user(cast.reviewer)
    assert at_work.get("/review/first/").status_code == 200
    keeper = as_user(cast.lead)
    for _ in range(2):
        keeper.post(reverse("accounts:staff-stop", args=[cast.reviewer.uuid]))
    assert at_work.get("/review/first/").status_code == 302
    with pytest.raises(StaffRefused):
        reset_staff(str(cast.reviewer.uuid), by=cast.lead)
    keeper.post(reverse("accounts:staff-allow", args=[cast.reviewer.uuid]))
    assert as_user(cast.reviewer).get("/review/first/").status_code == 200
    acts = AccountEvent.objects.filter(user=cast.reviewer).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["stopped", "allowed"]


def test_a_schools_lead_opens_accounts_of_reviewers_and_cashiers_of_their_own_school() -> None:
    school = SchoolFactory()
    lead = UserFactory(role=Role.SCHOOL_LEAD, school=school)
    assert roles_given_by(lead) == (Role.SCHOOL_REVIEWER, Role.SCHOOL_CASHIER, Role.INTAKE_CLERK)
    user, _ = open_account(username="qian", name="钱老师", role=Role.SCHOOL_CASHIER, school=school, unit=None, by=lead)
    assert (user.role, user.school, list(kept_by(lead).filter(pk=user.pk))) == (Role.SCHOOL_CASHIER, school, [user])
    with pytest.raises(StaffRefused):
        open_account(username="other", name="钱", role=Role.SCHOOL_CASHIER, school=SchoolFactory(), unit=None, by=lead)
