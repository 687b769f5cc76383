"""No page of the portal scrolls sideways on a phone of 390 pixels, staff pages no less than the candidate's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from selfexam.accounts.models import User
from tests.browsing import PHONE, Person
from tests.pages import address_of, read_by
from tests.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Files, and what a browser would save instead of showing.
FILES = ("image", "portrait", "original", "file", "export", "template", "sheet", "proof", "sandbox", "bad-rows", "slip")


def signed_in(browser: Browser, server: LiveServer, user: User | None, size: dict[str, int] | None = None) -> Person:
    person = Person(browser, server.url, size=size or PHONE)
    if user is not None:
        person.enter_as(user)
    return person


def test_an_order_paid_at_the_counter_fits_a_phone(
    live_server: LiveServer, browser: Browser, run_jobs: Callable[..., Any]
) -> None:
    """When it was paid and how that was learnt is the longest line of its page."""
    scene = Scene(run_jobs)
    person = signed_in(browser, live_server, scene.cast.chief)
    person.go(reverse("payments:order", args=[scene.receipt.payment.order.uuid]))
    person.sees("由现场缴费得知")
    assert person.has_no_sideways_scroll()


def test_no_page_scrolls_sideways_on_a_phone(
    live_server: LiveServer, browser: Browser, run_jobs: Callable[..., Any]
) -> None:
    scene = Scene(run_jobs)
    wide, asked = [], set()
    for role, user in scene.cast.roles(scene.candidate).items():
        person = signed_in(browser, live_server, user)
        for name, row in read_by(role).items():
            if name in asked or name.endswith(FILES):
                continue
            asked.add(name)
            person.go(address_of(name, row, scene))
            if not person.has_no_sideways_scroll():
                wide.append(name)
        person.context.close()
    assert asked >= {"payments:order", "review:first", "applications:detail"}
    assert wide == []


def test_the_candidates_pages_fit_320_pixels_and_text_of_twice_the_size(
    live_server: LiveServer, browser: Browser, run_jobs: Callable[..., Any]
) -> None:
    scene = Scene(run_jobs)
    small = signed_in(browser, live_server, scene.candidate, {"width": 320, "height": 640})
    large = signed_in(browser, live_server, scene.candidate)
    wide, asked = [], 0
    for name, row in read_by("candidate").items():
        if name.endswith(FILES):
            continue
        asked += 1
        address = address_of(name, row, scene)
        small.go(address)
        large.go(address)
        large.page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
        wide += [(name, who) for who, page in (("320", small), ("200%", large)) if not page.has_no_sideways_scroll()]
    assert asked > 20
    assert wide == []
