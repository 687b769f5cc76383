"""The cropping page in a browser: dragged, moved by keys and buttons within the limits, then decided; and all of it
without JavaScript.
"""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from applications.models import Application, Crop
from applications.photos.cropping.frame import Frame
from selfexam.accounts.models import User
from tests.applications.pages.cropping import current, offered
from tests.applications.photos.conftest import networks
from tests.browsing import PHONE, Person
from tests.cast import Cast

__all__ = ["networks"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("networks"),
]
RunJobs = Callable[..., list[str]]


def at_the_page(live_server: LiveServer, browser: Browser, user: User, application: Application) -> Person:
    person = Person(browser, live_server.url, size=PHONE)
    person.enter_as(user)
    person.go(reverse("applications:photo-crop", args=[application.uuid]))
    return person


def frame(page: Page) -> Frame:
    return Frame(*(float(page.input_value(f'input[name="{name}"]')) for name in ("turn", "scale", "x", "y")))


def dragged(page: Page, where: str, across: float, down: float) -> None:
    box = page.locator(where).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=4)
    page.mouse.up()


def test_the_frame_is_moved_by_hand_within_its_limits_and_used(
    live_server: LiveServer, browser: Browser, run_jobs: RunJobs
) -> None:
    draft, crop = offered(Cast(), run_jobs)
    candidate = at_the_page(live_server, browser, draft.record.holder, draft)
    page, proposed = candidate.page, Frame.from_json(crop.frame)
    assert candidate.has_no_sideways_scroll()
    matrix = page.locator(".crop-after image").get_attribute("transform")

    dragged(page, ".crop-after", 3, 0)  # the person goes right, so the window goes left
    after_drag = frame(page)
    assert after_drag.x < proposed.x
    assert page.locator(".crop-after image").get_attribute("transform") != matrix
    dragged(page, ".crop-before", 3, 0)  # the window itself goes right
    assert frame(page).x > after_drag.x

    page.locator(".crop-after").focus()
    page.keyboard.press("+")
    assert frame(page).scale > proposed.scale
    candidate.use("向左转")
    assert frame(page).turn > proposed.turn
    assert page.url.endswith("/photo/crop/"), "with JavaScript a step needs no other page"

    page.locator(".crop-after").focus()
    for _ in range(40):
        page.keyboard.press("ArrowUp")
    candidate.sees("头顶就离上边太近或太远了")
    held = frame(page)
    dragged(page, ".crop-after", 0, -200)
    assert frame(page) == held

    candidate.press("用这张")
    candidate.sees("裁剪好的照片已保存")
    crop.refresh_from_db()
    assert (crop.result, crop.done["by_hand"]) == (current(draft), True)
    assert crop.done["turn"] == pytest.approx(held.turn, abs=0.01)
    assert candidate.complaints == []


def test_the_proposal_is_one_press_away(live_server: LiveServer, browser: Browser, run_jobs: RunJobs) -> None:
    draft, crop = offered(Cast(), run_jobs)
    candidate = at_the_page(live_server, browser, draft.record.holder, draft)
    assert not candidate.page.get_by_text("恢复建议的取景").is_visible()
    candidate.use("放大")
    candidate.page.get_by_text("恢复建议的取景").click()
    assert frame(candidate.page) == Frame.from_json(crop.frame)
    assert candidate.complaints == []


def test_without_javascript_the_same_steps_lead_to_the_same_photo(
    live_server: LiveServer, browser: Browser, run_jobs: RunJobs
) -> None:
    draft, crop = offered(Cast(), run_jobs)
    bare = at_the_page(live_server, browser, draft.record.holder, draft)
    page = browser.new_context(java_script_enabled=False, storage_state=bare.context.storage_state()).new_page()
    page.goto(bare.page.url)
    for label in ("放大", "左移", "向右转"):
        with page.expect_navigation():
            page.get_by_role("button", name=label).click()
    moved = frame(page)
    assert moved.scale > crop.frame["scale"]
    assert moved.turn < crop.frame["turn"]
    with page.expect_navigation():
        page.get_by_role("button", name="用这张").click()
    assert page.get_by_text("裁剪好的照片已保存").is_visible()
    assert Crop.objects.get().done["scale"] == moved.scale
