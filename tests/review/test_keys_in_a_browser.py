"""The reviewer's page by keyboard alone, in a browser: judge, write a reason, enlarge, note a call, return, go on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from applications.models import Application
from applications.statuses import Status
from review.models import Call
from tests.browsing import DESK, PHONE, Person
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return Cast()


@pytest.fixture
def desk(cast: Cast, live_server: LiveServer, browser: Browser) -> Iterator[Person]:
    person = Person(browser, live_server.url, size=DESK)
    person.enter_as(cast.reviewer)
    yield person
    person.context.close()


def focused(person: Person) -> str:
    return str(person.page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))


def open_page(person: Person, application: Application) -> None:
    person.go(f"/review/first/{application.uuid}/")


def test_a_return_by_keyboard_alone(cast: Cast, desk: Person) -> None:
    application, following = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    open_page(desk, application)
    keys = desk.page.keyboard
    for number in "1235678":
        keys.press(number)
    keys.press("4")
    keys.press("4")
    desk.sees("7 / 7 项已判定")
    keys.press("e")
    assert focused(desk) == "reason-photo"
    keys.type("1 个眉毛被遮挡，请重拍 p r j")
    keys.press("Tab")
    keys.press("Tab")
    desk.page.evaluate("document.activeElement.blur()")
    keys.press("r")
    assert focused(desk).startswith("decision")
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    desk.enter()
    assert str(following.uuid) in desk.page.url
    application.refresh_from_db()
    assert application.status == Status.RETURNED
    assert application.returned_parts.get().reason == "1 个眉毛被遮挡，请重拍 p r j"
    assert desk.complaints == []


def test_enter_on_a_judgement_decides_nothing(cast: Cast, desk: Person) -> None:
    application = cast.application(Status.SUBMITTED)
    open_page(desk, application)
    for number in "1234567":
        desk.page.keyboard.press(number)
    desk.sees("7 / 7 项已判定")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("p")
    assert focused(desk).startswith("decision")
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    desk.enter()
    desk.sees("初审通过")
    application.refresh_from_db()
    assert application.status == Status.FIRST_PASSED


def test_j_goes_on_at_once_but_asks_when_something_was_judged(cast: Cast, desk: Person) -> None:
    first, second = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    open_page(desk, first)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("j")
    assert str(second.uuid) in desk.page.url
    desk.page.keyboard.press("1")
    desk.page.keyboard.press("j")
    assert "下一件" in focused(desk)
    assert str(second.uuid) in desk.page.url


def test_z_enlarges_and_closes_and_the_list_of_keys_can_switch_them_off(cast: Cast, desk: Person) -> None:
    application = cast.application(Status.SUBMITTED)
    open_page(desk, application)
    keys, dialogs = desk.page.keyboard, desk.page.locator("dialog[open]")
    keys.press("z")
    assert dialogs.count() == 1
    keys.press("ArrowRight")
    keys.press("+")
    assert desk.page.locator(".zoom-view.large").count() == 1
    keys.press("z")
    assert dialogs.count() == 0
    keys.press("?")
    desk.page.check("[data-keys-off]")
    keys.press("Escape")
    desk.page.evaluate("document.activeElement.blur()")
    keys.press("1")
    keys.press("z")
    assert (dialogs.count(), desk.page.locator("input[type=radio]:checked").count()) == (0, 0)
    desk.page.reload()
    desk.page.keyboard.press("1")
    assert desk.page.locator("input[type=radio]:checked").count() == 0


def test_a_call_is_noted_without_losing_what_was_judged(cast: Cast, desk: Person) -> None:
    application = cast.application(Status.SUBMITTED)
    open_page(desk, application)
    keys = desk.page.keyboard
    keys.press("1")
    keys.press("c")
    assert focused(desk) == "result"
    desk.page.select_option('[name="result"]', "no_answer")
    keys.press("Tab")
    keys.press("Enter")
    desk.sees("电话已记下")
    assert desk.page.locator('[name="verdict-record"]:checked').count() == 1
    assert Call.objects.get().result == "no_answer"
    assert desk.complaints == []


@pytest.mark.parametrize("page", ["first/{0}/", "contact/{0}/", "messages/", "applications/{0}/"])
def test_no_page_of_the_desk_scrolls_sideways_on_a_phone(
    cast: Cast, live_server: LiveServer, browser: Browser, page: str
) -> None:
    person = Person(browser, live_server.url, size=PHONE)
    person.enter_as(cast.reviewer)
    application = cast.application(Status.SUBMITTED)
    person.go(f"/review/{page.format(application.uuid)}")
    assert person.has_no_sideways_scroll()
    assert person.complaints == []
