"""Accounts that only take papers: who opens them, for which place, and that the database holds the rule too."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from selfexam.accounts.domain.staff import StaffRefused, open_account
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.accounts.staff import kept_by
from tests.cast import Cast
from tests.factories.catalogue import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def post(by: User, **form: object) -> str:
    client = Client()
    client.force_login(by, backend="selfexam.accounts.backends.PortalBackend")
    return client.post(
        reverse("accounts:staff-new"), {"name": "高老师", "role": "intake_clerk", **form}
    ).content.decode()


def test_the_institute_opens_them_for_district_offices_and_units(cast: Cast) -> None:
    post(cast.chief, username="gao.qu", district=cast.district.pk)
    post(cast.chief, username="gao.ban", unit=cast.unit.pk)
    places = User.objects.filter(name="高老师").order_by("pk").values_list("district", "unit", "school")
    assert list(places) == [(cast.district.pk, None, None), (None, cast.unit.pk, None)]


def test_one_place_and_not_two_and_not_none(cast: Cast) -> None:
    assert "只能选一个" in post(cast.chief, username="gao", district=cast.district.pk, unit=cast.unit.pk)
    assert "请选择区县考办" in post(cast.chief, username="gao")
    assert "请选择这位班主任的单位" in post(cast.lead, username="gao")
    assert not User.objects.filter(name="高老师").exists()


def test_a_school_lead_opens_them_for_class_teachers_of_the_own_units_only(cast: Cast) -> None:
    theirs = UnitFactory(school=cast.other_school)
    post(cast.lead, username="gao", unit=theirs.pk)
    assert not User.objects.filter(name="高老师").exists()
    post(cast.lead, username="gao", unit=cast.unit.pk)
    assert User.objects.get(username="gao").unit == cast.unit
    common = {"username": "x", "name": "x", "role": Role.INTAKE_CLERK, "school": None, "by": cast.lead}
    for place in ({"unit": theirs}, {"unit": None, "district": cast.district}):
        with pytest.raises(StaffRefused):
            open_account(**common, **place)  # type: ignore[arg-type]
    kept = set(kept_by(cast.lead).filter(role=Role.INTAKE_CLERK))
    assert kept == {cast.teacher, User.objects.get(username="gao")}


def test_the_database_refuses_a_clerk_of_nowhere_and_of_two_places(cast: Cast) -> None:
    for place in ({}, {"unit": cast.unit, "district": cast.district}, {"school": cast.school}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user("y", None, name="y", role=Role.INTAKE_CLERK, **place)


def test_an_intake_account_lands_at_its_desk_and_has_no_other(cast: Cast) -> None:
    for user in (cast.intake, cast.teacher):
        client = Client()
        client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
        assert client.get("/", follow=True).redirect_chain[-1][0] == reverse("review:papers")
        assert client.get(reverse("catalogue:programmes")).status_code == 404
