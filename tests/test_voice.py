"""How pages speak: 您 to candidates, no pronoun at the desks, whose people read hundreds of these a day."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from selfexam.accounts.models import User
from tests.access_row import ALL, DESKS
from tests.access_table import TABLE
from tests.scene import Scene

pytestmark = pytest.mark.django_db

# What everybody may read is written to candidates.
OF_DESKS = {name: row for name, row in TABLE.items() if not row.post and row.roles & DESKS and row.roles != ALL}
# The parts that a school fills in together with the person at its counter.
PARTS = (
    "detail",
    "record",
    "courses",
    "contact",
    "appraisal",
    "photo",
    "photo-verdict",
    "id-card",
    "id-card-readings",
    "prior-degree",
    "materials",
)


def addressed(user: User, addresses: dict[str, str]) -> dict[str, list[str]]:
    """The sentences with 您 that `user` reads at these addresses."""
    client, found = Client(), {}
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    for name, address in addresses.items():
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, name
        text = answer.content.decode() if answer.get("Content-Type", "").startswith("text/html") else ""
        if said := re.findall(r"[^<>\n]*您[^<>\n]*", text):
            found[name] = said
    return found


def test_no_page_of_a_desk_says_you(run_jobs: Callable[..., Any]) -> None:
    scene = Scene(run_jobs)
    people, found = scene.cast.roles(scene.candidate), {}
    for role in sorted(DESKS):
        mine = {name: row for name, row in OF_DESKS.items() if role in row.roles}
        user = people[role]
        assert user is not None
        found[role] = addressed(user, {name: reverse(name, args=row.arguments(scene)) for name, row in mine.items()})
    at_counter = {part: reverse(f"applications:{part}", args=[scene.case.uuid]) for part in PARTS}
    found["at the counter"] = addressed(scene.cast.reviewer, at_counter)
    assert {role: pages for role, pages in found.items() if pages} == {}
