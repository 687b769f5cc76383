"""What a reviewer has judged and written survives a way round: another page and back, a session that ran out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from applications.models import Application
from applications.statuses import Status
from tests.browsing import DESK, Person
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


def judged(person: Person) -> list[str]:
    """The chosen verdicts in order, and the written reason of the photo."""
    chosen = person.page.locator("fieldset[data-item] input[type=radio]:checked")
    values = [str(chosen.nth(n).get_attribute("value")) for n in range(chosen.count())]
    return [*values, person.page.locator('textarea[name="reason-photo"]').input_value()]


def kept(person: Person) -> list[str]:
    """What the tab still holds of judgements."""
    return list(person.page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('review-draft'))"))


def test_judgements_come_back_after_another_page_and_are_gone_once_sent(cast: Cast, desk: Person) -> None:
    application, following = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    desk.go(f"/review/first/{application.uuid}/")
    keys = desk.page.keyboard
    for number in "1244":
        keys.press(number)
    keys.press("e")
    keys.type("背景有阴影，请重拍")
    expected = ["pass", "pass", "return", "背景有阴影，请重拍"]
    assert judged(desk) == expected
    # The check of the prior certificate is a page of its own, and its way back loads this one anew.
    desk.go(f"/review/applications/{application.uuid}/prior/")
    desk.go(f"/review/first/{application.uuid}/")
    desk.sees("已恢复这份申请没有提交的判定")
    assert judged(desk) == expected
    desk.go(f"/review/first/{following.uuid}/")
    assert judged(desk) == [""]
    desk.go(f"/review/first/{application.uuid}/")
    keys.press("r")
    desk.enter()
    desk.sees("退回 1 项")
    assert Application.objects.get(pk=application.pk).status == Status.RETURNED
    assert kept(desk) == []
    assert desk.complaints == []


def test_a_session_that_ran_out_loses_no_judgement(cast: Cast, desk: Person) -> None:
    application = cast.application(Status.SUBMITTED)
    desk.go(f"/review/first/{application.uuid}/")
    desk.page.keyboard.press("1")
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    desk.page.keyboard.press("p")
    desk.enter()
    assert Application.objects.get(pk=application.pk).status == Status.SUBMITTED
    desk.context.add_cookies(cookies)
    desk.go(f"/review/first/{application.uuid}/")
    assert judged(desk) == ["pass", ""]


def test_signing_out_leaves_nothing_behind(cast: Cast, desk: Person) -> None:
    application = cast.application(Status.SUBMITTED)
    desk.go(f"/review/first/{application.uuid}/")
    desk.page.keyboard.press("1")
    assert len(kept(desk)) == 1
    desk.press("退出")
    assert kept(desk) == []
