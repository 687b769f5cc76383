"""Every address of the resolver × every role: who gets in, who is sent to sign in, and for whom there is no such page.

access_table.py names the roles that may; everybody else signed in gets 404, a visitor is sent to sign in. The outsider
and the stranger see lists of their own, never these objects.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_row import ALL, Row
from tests.access_table import TABLE
from tests.scene import Scene

pytestmark = pytest.mark.django_db


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif pattern.namespace != "admin":
            yield from names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


def test_the_table_names_every_address_of_the_portal_and_no_other() -> None:
    assert sorted(names(get_resolver())) == sorted(TABLE)


def outcome(response: HttpResponse) -> str:
    if response.status_code in (403, 404):
        return str(response.status_code)
    assert response.status_code < 500
    sent_away = response.status_code == 302 and response["Location"].startswith(reverse("accounts:sign-in"))
    return "sign in" if sent_away else "open"


def expected(row: Row, role: str) -> str:
    if role in row.roles:
        return "open"
    return "sign in" if role == "visitor" else "403" if role in row.told else "404"


@pytest.mark.parametrize("role", sorted(ALL))
def test_every_address_opens_for_its_roles_only(role: str, run_jobs: Callable[..., Any]) -> None:
    scene = Scene(run_jobs)
    user = scene.cast.roles(scene.candidate)[role]
    found = {}
    for name, row in TABLE.items():
        client = Client()
        if user is not None:
            client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
        address = reverse(name, args=row.arguments(scene))
        with transaction.atomic():
            found[name] = outcome(client.post(address, row.data(scene)) if row.post else client.get(address))
            transaction.set_rollback(True)
    assert found == {name: expected(row, role) for name, row in TABLE.items()}


@pytest.mark.parametrize("role", sorted(ALL - {"visitor"}))
def test_the_admin_is_not_for_desks_and_candidates(role: str, run_jobs: Callable[..., Any], client: Client) -> None:
    scene = Scene(run_jobs)
    client.force_login(scene.cast.roles(scene.candidate)[role], backend="selfexam.accounts.backends.PortalBackend")
    response = client.get("/admin/")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")
