"""A headless Chromium for the journeys. Where it is missing the tests are skipped with the way to get it, or fail in
CI.
"""

import faulthandler
import os
import shutil
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from selfexam.accounts.models import User

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 1000}


def chromium() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        sentence = "no Chromium on this machine: apt-get install chromium fonts-noto-cjk"
        pytest.fail(sentence) if os.environ.get("BROWSER_REQUIRED") == "1" else pytest.skip(sentence)
    # Playwright runs its own loop in this thread; Django only reads the database here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _closed_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nobody's page goes on asking the server after its test."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()


class Person:
    """One person at a browser of their own; what a page complains about fails the test at the end."""

    def __init__(self, browser: Browser, address: str, *, size: dict[str, int]) -> None:
        self.context = browser.new_context(locale="zh-CN", viewport=size, accept_downloads=True)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.address = address
        self.complaints: list[str] = []
        self.page.on("console", lambda m: m.type == "error" and self.complaints.append(f"{self.page.url}: {m.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("response", lambda r: r.status >= 500 and self.complaints.append(f"{r.status} {r.url}"))

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, name: str, password: str, *, staff: bool = True) -> None:
        self.go("/sign-in/?as=staff" if staff else "/sign-in/")
        self.page.fill('input[name="username"]', name)
        self.page.fill('input[name="password"]', password)
        with self.page.expect_navigation():
            self.page.click("main button")

    def enter_as(self, user: User) -> None:
        """Signed in without the page for it."""
        client = Client()
        client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.address}])

    def press(self, label: str) -> None:
        """A button that leads to a page: what is read afterwards is that page, whole."""
        with self.page.expect_navigation():
            self.use(label)

    def use(self, label: str) -> None:
        """A button that changes the page it stands on, or saves a file."""
        # Nobody presses a button that a picture above it is about to push away.
        self.page.wait_for_load_state()
        self.page.get_by_role("button", name=label).first.click()

    def follow(self, label: str) -> None:
        self.page.wait_for_load_state()
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=label).first.click()

    def enter(self) -> None:
        """The Enter key on what leads to a page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sees(self, text: str, seconds: float = 90) -> None:
        try:
            self.page.get_by_text(text).first.wait_for(timeout=seconds * 1000)
        except TimeoutError as waited:
            # A page that is still loading hangs in the server, which is a thread of this process.
            faulthandler.dump_traceback(file=sys.__stderr__)
            said = self.page.locator("body").inner_text()[:1500]
            raise AssertionError(f"{text!r} never came at {self.page.url}; {self.complaints}\n{said}") from waited
        self.page.wait_for_load_state()

    def has_no_sideways_scroll(self) -> bool:
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")
        )
