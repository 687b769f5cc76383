"""Papers of an application that ended early go back: shown to the office where they lie, and to no other."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.domain.refusals import AlreadyDone
from applications.domain.withdraw import withdraw
from applications.models import Application, Paper
from applications.statuses import Status
from review.domain.give_back_papers import give_back_papers
from review.domain.intake import take
from review.domain.look_up import look_up
from review.domain.transfers import confirm, hand_over
from selfexam.accounts.models import User
from tests.cast import Cast
from tests.review.papers.lists import CARD, MARKS, entry, general_lists

pytestmark = pytest.mark.django_db
LIST = "/review/papers/back/"


@pytest.fixture
def cast() -> Cast:
    general_lists()
    return Cast()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


def brought(cast: Cast, by: User, status: str = Status.SUBMITTED) -> Application:
    person = cast.application(status)
    take(person.uuid, [entry(person, name) for name in (CARD, MARKS)], by=by)
    return person


def gone(application: Application) -> Application:
    return withdraw(application.uuid, by=application.record.holder)  # type: ignore[arg-type]


def readers(cast: Cast, application: Application) -> list[str]:
    """Who of all offices finds the application on the list."""
    people = {
        "school": cast.reviewer,
        "other school": cast.outsider,
        "unit": cast.clerk,
        "teacher": cast.teacher,
        "district": cast.intake,
    }
    address = reverse("review:papers-given-back", args=[application.uuid])
    return [name for name, user in people.items() if address in as_user(user).get(LIST).content.decode()]


def test_who_withdraws_is_listed_where_the_papers_lie(cast: Cast) -> None:
    at_school, at_unit, still = brought(cast, cast.reviewer), brought(cast, cast.teacher), brought(cast, cast.reviewer)
    gone(at_school)
    gone(at_unit)
    assert [readers(cast, each) for each in (at_school, at_unit, still)] == [["school"], ["unit", "teacher"], []]


def test_a_district_office_lists_what_it_took_itself(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED, school=cast.other_school)
    look_up(person.record.admission_number, by=cast.intake)
    take(person.uuid, [entry(person, CARD)], by=cast.intake)
    gone(person)
    assert readers(cast, person) == ["district"]


def test_what_was_handed_over_goes_back_through_the_school_once_it_has_confirmed(cast: Cast) -> None:
    person = brought(cast, cast.teacher)
    transfer = hand_over(cast.school, by=cast.teacher)
    gone(person)
    before = readers(cast, person)
    confirm(transfer.uuid, transfer.copies, "", by=cast.reviewer)
    assert (before, readers(cast, person)) == ([], ["school"])


def test_papers_that_are_due_back_are_not_handed_over_any_more(cast: Cast) -> None:
    gone(brought(cast, cast.teacher))
    stays = brought(cast, cast.teacher)
    transfer = hand_over(cast.school, by=cast.teacher)
    assert (transfer.people, transfer.copies) == (1, 2)
    assert set(transfer.papers.values_list("application", flat=True)) == {stays.pk}


def test_what_became_void_is_due_back_and_what_was_judged_is_not(cast: Cast) -> None:
    void, refused = brought(cast, cast.reviewer), brought(cast, cast.reviewer)
    for person, status in ((void, Status.LAPSED), (refused, Status.REJECTED)):
        ended = cast.application(status)
        Paper.objects.filter(application=person).update(application=ended)
        person.pk, person.uuid = ended.pk, ended.uuid
    assert [readers(cast, each) for each in (void, refused)] == [["school"], []]


def test_given_back_it_leaves_the_list_and_stays_in_the_history(cast: Cast) -> None:
    person = gone(brought(cast, cast.reviewer))
    address = reverse("review:papers-given-back", args=[person.uuid])
    said = as_user(cast.lead).post(address, follow=True).content.decode()
    event = person.events.order_by("-pk")[0]
    assert (event.label, event.by, event.note) == ("退还纸质材料", cast.lead, "准考证复印件 1 份、专科成绩册 1 份")
    assert (readers(cast, person), f"已登记退还{person.record.name}的材料" in said) == ([], True)
    assert "这些材料已经退还" in as_user(cast.reviewer).post(address, follow=True).content.decode()
    assert person.events.filter(label="退还纸质材料").count() == 1


def test_nobody_gives_back_what_lies_elsewhere(cast: Cast) -> None:
    person = gone(brought(cast, cast.teacher))
    address = reverse("review:papers-given-back", args=[person.uuid])
    answers = [as_user(user).post(address).status_code for user in (cast.reviewer, cast.outsider, cast.intake)]
    assert (answers, Paper.objects.filter(application=person, copies__gt=0).count()) == ([404] * 3, 2)
    with pytest.raises(Application.DoesNotExist):
        give_back_papers(person.uuid, by=cast.chen)


def test_of_two_colleagues_one_has_given_it_back(cast: Cast) -> None:
    person = gone(brought(cast, cast.reviewer))
    give_back_papers(person.uuid, by=cast.reviewer)
    with pytest.raises(AlreadyDone, match="已经退还"):
        give_back_papers(person.uuid, by=cast.colleague)


def test_the_list_asks_the_database_equally_often_however_long_it_is(cast: Cast) -> None:
    client, asked = as_user(cast.reviewer), []
    for number in (1, 6):
        for _ in range(number):
            gone(brought(cast, cast.reviewer))
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]
