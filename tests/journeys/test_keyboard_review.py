"""A reviewer who never touches the mouse: opens the next, judges, writes a reason, returns, passes, goes on."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from applications.models import Application
from applications.statuses import Status
from review.items import FirstItem, first_items
from review.models import Claim, FirstReview
from tests.browsing import DESK, Person
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "yunshui-2026"


def tab_to(person: Person, label: str) -> None:
    """Tab until the control with these words has the focus; it has to be reachable so."""
    for _ in range(80):
        person.page.keyboard.press("Tab")
        if label in (person.page.evaluate("document.activeElement.innerText") or ""):
            return
    raise AssertionError(f"{label} cannot be reached with the Tab key")


def judge_all(person: Person, items: list[FirstItem]) -> None:
    for number in range(1, len(items) + 1):
        person.page.keyboard.press(str(number))
    checked = person.page.locator('fieldset[data-item] input[value="pass"]:checked').count()
    assert checked == len(items)


def test_a_reviewer_returns_passes_and_goes_on_with_keys_only(live_server: LiveServer, browser: Browser) -> None:
    cast = Cast()
    cast.reviewer.set_password(PASSWORD)
    cast.reviewer.save()
    first, second, third = (cast.application(Status.SUBMITTED) for _ in range(3))
    items = first_items(first)
    person = Person(browser, live_server.url, size=DESK)
    page = person.page
    person.go("/sign-in/?as=staff")
    page.focus('input[name="username"]')
    page.keyboard.type(cast.reviewer.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    person.enter()

    person.go("/review/first/")
    tab_to(person, "审核下一件")
    person.enter()
    assert str(first.uuid) in page.url

    # Judge everything, turn the photo round, say why, return: the key only leads to the button.
    judge_all(person, items)
    page.keyboard.press(str(items.index(FirstItem.PHOTO) + 1))
    page.keyboard.press("e")
    page.keyboard.type("背景有阴影，请重拍。1")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("r")
    assert Application.objects.get(pk=first.pk).status == Status.SUBMITTED
    person.enter()
    person.sees(f"{first.record.name}：退回 1 项")
    assert Application.objects.get(pk=first.pk).status == Status.RETURNED
    judgement = FirstReview.objects.get(application=first).judgements.get(item=FirstItem.PHOTO)
    assert (judgement.verdict, judgement.reason) == ("return", "背景有阴影，请重拍。1")

    # The answer was the next page: pass it.
    assert str(second.uuid) in page.url
    judge_all(person, items)
    page.keyboard.press("p")
    assert Application.objects.get(pk=second.pk).status == Status.SUBMITTED
    person.enter()
    person.sees(f"{second.record.name}：初审通过")
    assert Application.objects.get(pk=second.pk).status == Status.FIRST_PASSED

    # The third is laid aside: nothing else waits, so the list comes back and says so.
    assert str(third.uuid) in page.url
    assert Claim.objects.get(application=third).by == cast.reviewer
    with page.expect_navigation():
        page.keyboard.press("j")
    person.sees("没有其他待审的申请了")
    assert Application.objects.get(pk=third.pk).status == Status.SUBMITTED
    assert person.complaints == []
