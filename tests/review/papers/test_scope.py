"""Whom an intake desk finds and lists: by code exactly, its own people only, every look logged."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.domain.refusals import NotAllowed
from applications.models import Application, PaperLookup
from applications.paper_code import code_of, uuids_of
from applications.statuses import Status
from review.domain import look_up as finding
from review.domain.intake import take
from review.domain.look_up import look_up
from review.paper_scope import open_for_intake
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.records.models import StudentRecord
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import UnitFactory
from tests.review.papers.lists import CARD, entry, general_lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    general_lists()
    return Cast()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


def individual(cast: Cast, status: str = Status.SUBMITTED) -> Application:
    """An individual candidate of another school than the cast's."""
    return cast.application(status, school=cast.other_school)


def test_a_scanned_code_opens_the_list_and_a_typed_one_may_be_written_as_people_write(cast: Cast) -> None:
    person = individual(cast)
    code = code_of(person.uuid)
    assert len(code) == 13
    assert look_up(code, by=cast.intake).application == person
    loosely = f" {code[:1].lower()} {code[1:5].lower()}-{code[5:].replace('0', 'O').replace('1', 'l')} "
    assert look_up(loosely, by=cast.intake).application == person
    assert uuids_of("019920200032") is None


def test_a_district_finds_individual_candidates_of_any_school_and_nobody_else(cast: Cast) -> None:
    theirs, units = individual(cast), cast.application(Status.SUBMITTED)
    assert look_up(theirs.record.admission_number, by=cast.intake).application == theirs
    assert look_up(units.record.admission_number, by=cast.intake).application is None
    assert look_up(code_of(units.uuid), by=cast.intake).application is None
    assert list(open_for_intake(cast.intake)) == [theirs]


def test_a_district_lists_nobody_whom_it_has_not_found_or_taken_papers_of(cast: Cast) -> None:
    seen, unseen = individual(cast), individual(cast)
    assert list(open_for_intake(cast.intake)) == []
    look_up(code_of(seen.uuid), by=cast.intake)
    colleague = UserFactory(role=Role.INTAKE_CLERK, unit=None, district=cast.district)
    assert list(open_for_intake(colleague)) == []
    take(seen.uuid, [entry(seen, CARD)], by=cast.intake)
    assert list(open_for_intake(colleague)) == [seen]
    client = as_user(cast.intake)
    page = client.get(reverse("review:papers-list")).content.decode()
    assert (seen.record.admission_number[-4:] in page, unseen.record.admission_number[-4:] in page) == (True, False)
    assert client.get(reverse("review:papers-sheet", args=[unseen.uuid])).status_code == 404


def test_a_name_opens_nobody_at_a_district_office(cast: Cast) -> None:
    individual(cast)
    with pytest.raises(NotAllowed, match="12 位准考证号"):
        look_up("林晓禾", by=cast.intake)


def test_a_class_teacher_has_the_own_units_people_only(cast: Cast) -> None:
    mine, elsewhere = cast.application(Status.SUBMITTED), individual(cast)
    other = cast.application(Status.SUBMITTED)
    StudentRecord.objects.filter(pk=other.record_id).update(unit=UnitFactory(school=cast.school))
    assert list(open_for_intake(cast.teacher)) == [mine]
    for stranger in (elsewhere, other):
        assert look_up(stranger.record.admission_number, by=cast.teacher).application is None
    page = as_user(cast.teacher).get(reverse("review:papers-list")).content.decode()
    shown = [one.record.admission_number[-4:] in page for one in (mine, elsewhere, other)]
    assert shown == [True, False, False]


def test_a_school_has_its_own_people_and_a_draft_only_after_its_code(cast: Cast) -> None:
    handed_in, draft = cast.application(Status.SUBMITTED), cast.application(Status.DRAFT)
    individual(cast)
    assert list(open_for_intake(cast.reviewer)) == [handed_in]
    assert look_up(code_of(draft.uuid), by=cast.reviewer).application == draft
    assert set(open_for_intake(cast.reviewer)) == {handed_in, draft}
    assert set(open_for_intake(cast.colleague)) == {handed_in}
    assert as_user(cast.reviewer).get(reverse("review:record", args=[draft.uuid])).status_code == 404


@pytest.mark.parametrize("name", ["intake", "teacher"])
def test_an_intake_page_shows_no_phone_and_no_id_number(cast: Cast, name: str) -> None:
    user: User = getattr(cast, name)
    person = individual(cast) if name == "intake" else cast.application(Status.SUBMITTED)
    look_up(code_of(person.uuid), by=user)
    page = as_user(user).get(reverse("review:papers-sheet", args=[person.uuid])).content.decode()
    assert person.record.name in page
    for hidden in (person.phone, person.masked_phone, person.record.id_number, person.record.masked_id_number):
        assert hidden not in page
    assert list(Application.objects.visible_to(user)) == []
    assert list(StudentRecord.objects.visible_to(user)) == []


def test_every_look_is_logged_hits_and_misses(cast: Cast) -> None:
    person, client = individual(cast), as_user(cast.intake)
    answers = [
        client.post(reverse("review:papers-find"), {"code": text})["Location"]
        for text in (person.record.admission_number, "000000000000")
    ]
    assert answers == [reverse("review:papers-sheet", args=[person.uuid]), reverse("review:papers")]
    logged = PaperLookup.objects.order_by("pk").values_list("by__name", "typed", "application")
    assert list(logged) == [("邓老师", person.record.admission_number, person.pk), ("邓老师", "000000000000", None)]
    with pytest.raises(TypeError):
        PaperLookup.objects.latest("pk").delete()


def test_a_lead_reads_the_log_of_the_own_desks_only(cast: Cast) -> None:
    other = UserFactory(role=Role.SCHOOL_REVIEWER, school=cast.other_school, name="钱老师")
    for by in (cast.intake, cast.teacher, cast.reviewer, other):
        look_up("000000000000", by=by)

    def names(lead: User) -> set[str]:
        page = as_user(lead).get(reverse("review:paper-lookups")).content.decode()
        return {name for name in ("邓老师", "方老师", "王老师", "钱老师") if name in page}

    assert names(cast.lead) == {"方老师", "王老师"}
    assert names(cast.chief) == {"邓老师", "方老师", "王老师", "钱老师"}


def test_numbers_are_not_to_be_tried_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_MISSES", 2)
    person = individual(cast)
    for number in ("000000000000", "000000000001"):
        assert look_up(number, by=cast.intake).application is None
    with pytest.raises(NotAllowed, match="10 分钟"):
        look_up(person.record.admission_number, by=cast.intake)


def test_a_name_that_several_have_leads_to_the_list(cast: Cast) -> None:
    for _ in range(2):
        cast.application(Status.SUBMITTED)
    answer = as_user(cast.reviewer).post(reverse("review:papers-find"), {"code": "林晓"})
    assert answer["Location"].startswith(reverse("review:papers-list") + "?q=")
    assert "林晓禾" in as_user(cast.reviewer).get(answer["Location"]).content.decode()
