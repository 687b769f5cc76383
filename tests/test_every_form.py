"""Every form of the portal, filled in by somebody mistaken or hostile, is answered with a page: never an error."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.access_row import ALL
from tests.pages import NO_PAGES, address_of, read_by
from tests.scene import Scene
from tests.test_every_page import client_of

pytestmark = pytest.mark.django_db
ODD = ("\x00'%", "9" * 30, "0001-01-01", "②", "-1", "好" * 3000, "9999-12-31T23:59", "1e400", "")
TURNS = 4
CHOSEN = ("radio", "checkbox")
ANSWERS = frozenset({200, 302, 400, 403, 404, 409, 422})
# Not a place to type: signing out ends the walk.
LEFT_OUT = frozenset({"accounts:sign-out"})


class Form:
    """A form as the page shows it: where it goes, what stands in it, what can be typed, chosen and pressed."""

    def __init__(self, action: str, is_post: bool) -> None:
        self.action, self.is_post = action, is_post
        self.hidden: dict[str, str] = {}
        self.typed: list[str] = []
        self.chosen: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []

    def sendings(self) -> Iterator[dict[str, str]]:
        """Odd words in what is typed; then in all of it, as no browser would send it. Every button is pressed once."""
        buttons = self.buttons or [("", "")]
        for turn in range(max(TURNS, len(buttons))):
            name, value = buttons[turn % len(buttons)]
            pressed = {name: value} if name else {}
            words = {field: ODD[(turn + place) % len(ODD)] for place, field in enumerate(self.typed)}
            yield self.hidden | self.chosen | words | pressed
        for word in ODD[:TURNS]:
            yield dict.fromkeys([*self.hidden, *self.typed, *self.chosen, *(name for name, _ in buttons if name)], word)


class Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found = address, list[Form]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        name, kind, value = own.get("name", ""), own.get("type", ""), own.get("value", "")
        if tag == "form":
            target = urljoin(self.address, own.get("action") or self.address)
            self.found.append(Form(target, own.get("method", "").lower() == "post"))
        elif not self.found or not name:
            return
        elif tag == "button":
            self.found[-1].buttons.append((name, value))
        elif kind == "hidden":
            self.found[-1].hidden[name] = value
        elif kind in CHOSEN or tag == "select":
            self.found[-1].chosen.setdefault(name, value)
        elif kind != "file" and tag in ("input", "textarea"):
            self.found[-1].typed.append(name)


def forms_of(client: Client, address: str) -> list[Form]:
    response = client.get(address)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return []
    page = Forms(address)
    page.feed(response.content.decode())
    return [form for form in page.found if form.is_post]


@pytest.mark.parametrize("role", sorted(ALL - {"outsider", "stranger"}))
def test_a_form_with_odd_words_is_answered(role: str, run_jobs: Callable[..., Any]) -> None:
    scene = Scene(run_jobs)
    client = client_of(scene.cast.roles(scene.candidate)[role])
    client.raise_request_exception = False
    known, wrong = set(), []
    for name, row in read_by(role).items():
        for form in forms_of(client, address_of(name, row, scene)):
            view = resolve(urlsplit(form.action).path).view_name
            kind = (view, *sorted({*form.hidden, *form.typed}))
            if kind in known or view in LEFT_OUT | NO_PAGES:
                continue
            known.add(kind)
            for sent in form.sendings():
                with transaction.atomic():
                    status = client.post(form.action, sent).status_code
                    transaction.set_rollback(True)
                if status not in ANSWERS:
                    wrong.append((status, view, sent))
    assert wrong == []
    assert known
