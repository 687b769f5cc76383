"""Every page of the portal as everybody who may read it: no link leads nowhere, and a keyboard gets through."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from selfexam.accounts.models import User
from tests.access_row import ALL
from tests.pages import NO_PAGES, address_of, read_by, seen
from tests.scene import Scene

pytestmark = pytest.mark.django_db
# In the scene these have no form to fill in: a correction is open, nothing was refused, the trial differs in nothing.
SHUT = frozenset({"records:correct", "applications:photo-appeal", "applications:photo-rules-trial"})
BACKEND = "selfexam.accounts.backends.PortalBackend"


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def view_of(address: str) -> tuple[str, tuple[str, ...]]:
    """What two addresses have in common that show the same page of different people."""
    parts = urlsplit(address)
    names = tuple(sorted(pair.partition("=")[0] for pair in parts.query.split("&")))
    return resolve(parts.path).view_name, names


@pytest.mark.parametrize("role", sorted(ALL))
def test_no_link_leads_nowhere_and_no_page_stops_a_keyboard(role: str, run_jobs: Callable[..., Any]) -> None:
    """From every page that the role may read on along its links, each kind of page once."""
    scene = Scene(run_jobs)
    client = client_of(scene.cast.roles(scene.candidate)[role])
    todo = [(address_of(name, row, scene), "the table") for name, row in read_by(role).items()]
    known: set[tuple[str, tuple[str, ...]]] = set()
    wrong: list[str] = []
    while todo:
        address, source = todo.pop(0)
        kind = view_of(address)
        if kind in known:
            continue
        known.add(kind)
        response = client.get(address, follow=True)
        if response.status_code != 200:
            wrong.append(f"{response.status_code} {address} from {source}")
        elif kind[0] not in NO_PAGES and response["Content-Type"].startswith("text/html"):
            page = seen(response.content.decode())
            wrong += [f"{kind[0]}: {complaint}" for complaint in page.complaints()]
            inside = [urljoin(address, link) for link in page.links if link.startswith(("/", "?"))]
            todo += [(link.partition("#")[0], kind[0]) for link in inside]
    assert wrong == []


@pytest.mark.parametrize("role", sorted(ALL - {"visitor", "outsider", "stranger", "intake", "teacher"}))
def test_an_empty_form_is_answered_once_and_leads_to_its_fields(role: str, run_jobs: Callable[..., Any]) -> None:
    """Every page that takes a form is sent nothing at all; what it says stands once, and every link finds its field."""
    scene = Scene(run_jobs)
    client = client_of(scene.cast.roles(scene.candidate)[role])
    wrong, refused = [], 0
    for name, row in read_by(role).items():
        with transaction.atomic():
            response = client.post(address_of(name, row, scene))
            transaction.set_rollback(True)
        if response.status_code != 422 or name in SHUT:
            continue
        refused += 1
        html = response.content.decode()
        page = seen(html)
        wrong += [f"{name}: {complaint}" for complaint in page.complaints()]
        wrong += [
            f"{name}: {link} leads to no field" for link in page.links if link[0] == "#" and link[1:] not in page.ids
        ]
        if html.count("data-error-summary") > 1:
            wrong.append(f"{name}: says twice what is wrong")
    assert wrong == []
    assert refused > 0


# What an address may carry that no link of ours writes: other people's links, half a paste, somebody trying.
NAMES = (
    *("page", "batch", "state", "q", "school", "show", "list", "verdict", "returned", "from", "size", "as", "basis"),
    *("date", "who", "programme", "route", "item", "unit", "plan", "opinion", "kind", "code", "waited", "level"),
)
ODD = ("\x00'%", "-1", "9" * 30, "好" * 300, "0001-01-01", "9999-12-31")


@pytest.mark.parametrize("role", sorted(ALL - {"outsider", "stranger", "lead", "institute"}))
def test_an_address_with_odd_questions_is_answered(role: str, run_jobs: Callable[..., Any]) -> None:
    scene = Scene(run_jobs)
    client = client_of(scene.cast.roles(scene.candidate)[role])
    for name, row in read_by(role).items():
        for odd in ODD:
            response = client.get(address_of(name, row, scene), dict.fromkeys(NAMES, odd))
            assert response.status_code in (200, 302, 404, 405), f"{name} with {odd[:10]!r}"


@pytest.mark.parametrize("address", ["/programmes/\x00/", "/batches/\x00/edit/", "/sign-in/\x00"])
def test_a_path_with_a_nul_is_no_page(address: str, client: Client) -> None:
    assert client.get(address).status_code == 404
