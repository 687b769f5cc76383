"""Every address of the resolver × every role: who gets in, who is sent to sign in, and for whom there is no such page.

`OPEN` names the roles that may; everybody else signed in gets 404, a visitor is sent to sign in. The outsider is a
reviewer of another school, the stranger another candidate: both see lists of their own, never these objects.
"""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.scene import Scene

pytestmark = pytest.mark.django_db

ALL = frozenset({"visitor", "candidate", "stranger", "clerk", "reviewer", "lead", "outsider", "institute", "chief"})
SIGNED_IN = ALL - {"visitor"}
OWNER = frozenset({"candidate"})
CANDIDATES = frozenset({"candidate", "stranger"})
SCHOOL = frozenset({"reviewer", "lead"})
SCHOOLS = SCHOOL | {"outsider"}
INSTITUTE = frozenset({"institute", "chief"})
UNIT = frozenset({"clerk"})
# Colleagues of the institute know these pages and are told why they may not use them.
LEAD_ONLY = frozenset({"chief"})


class Row:
    """One address: who may, how it is asked, and which object stands behind it (paths below the scene)."""

    def __init__(
        self,
        roles: frozenset[str],
        *what: str,
        post: bool = False,
        told: frozenset[str] = frozenset(),
        sent: dict[str, str] | None = None,
        **fixed: Any,
    ) -> None:
        self.roles, self.what, self.post, self.told, self.sent, self.fixed = roles, what, post, told, sent or {}, fixed

    def arguments(self, scene: Scene) -> list[Any]:
        return [*(attrgetter(path)(scene) for path in self.what), *self.fixed.values()]

    def data(self, scene: Scene) -> dict[str, Any]:
        return {name: attrgetter(path)(scene) for name, path in self.sent.items()}


def rows() -> dict[str, Row]:
    table = {
        "home": Row(ALL),
        "start": Row(ALL),
        "schools": Row(ALL),
        "privacy": Row(ALL),
        "accessibility": Row(ALL),
        "healthz": Row(ALL),
        "readyz": Row(ALL),
        "accounts:sign-in": Row(ALL),
        "accounts:forgotten": Row(ALL),
        "records:activate": Row(ALL),
        "records:activate-password": Row(ALL),
        "payments:notify": Row(ALL, post=True, gateway="sandbox"),
        "payments:sandbox-cashier": Row(ALL, "trade.token"),
        "accounts:sign-out": Row(SIGNED_IN, post=True),
        "accounts:account": Row(SIGNED_IN),
        "accounts:password": Row(SIGNED_IN),
        "records:accounts": Row(SCHOOLS),
        "records:reset": Row(SCHOOL, "waiting.record.uuid"),
        "catalogue:batches": Row(LEAD_ONLY, told=frozenset({"institute"})),
        "catalogue:batch-new": Row(LEAD_ONLY, told=frozenset({"institute"})),
        "catalogue:batch-edit": Row(LEAD_ONLY, "cast.batch.code", told=frozenset({"institute"})),
        "catalogue:programmes": Row(SCHOOLS | INSTITUTE | UNIT),
        "catalogue:programme": Row(SCHOOLS | INSTITUTE | UNIT, "cast.plan.programme.code"),
        "applications:home": Row(CANDIDATES),
        "applications:begin": Row(OWNER, "draft.record.uuid", post=True),
        "applications:photo-image": Row(OWNER | SCHOOL | INSTITUTE | UNIT, "photo.uuid"),
        "applications:document-image": Row(OWNER | SCHOOL | INSTITUTE | UNIT, "document.uuid"),
        "applications:pay": Row(OWNER, "to_pay.uuid"),
        "applications:pay-start": Row(OWNER, "to_pay.uuid", post=True),
        "payments:start": Row(OWNER, "order.uuid", post=True),
        "payments:return": Row(OWNER, "order.uuid"),
        "payments:ask": Row(OWNER | INSTITUTE, "order.uuid", post=True),
        "payments:orders": Row(INSTITUTE),
        "payments:order": Row(INSTITUTE, "order.uuid"),
        "payments:messages": Row(INSTITUTE),
        "payments:refund-again": Row(INSTITUTE, "refund.uuid", post=True),
        "review:overview": Row(INSTITUTE),
        "review:search": Row(INSTITUTE),
        "review:queue": Row(SCHOOLS),
        "review:first": Row(SCHOOL, "waiting.uuid"),
        "review:collective": Row(SCHOOLS | INSTITUTE),
        "review:collective-page": Row(SCHOOL | INSTITUTE, "qualified.uuid"),
        "review:release": Row(LEAD_ONLY, "cast.batch.code", told=frozenset({"institute"})),
        "review:judge": Row(INSTITUTE, "qualified.uuid", post=True),
        "review:confirm": Row(INSTITUTE, "qualified.uuid", post=True),
        "review:opinion": Row(SCHOOL, "qualified.uuid", post=True),
        "review:duties": Row(SCHOOLS),
        "review:told": Row(SCHOOL, "refused.uuid", post=True),
        "review:unit": Row(UNIT),
        "review:reasons": Row(INSTITUTE),
        "review:new-reason": Row(LEAD_ONLY, told=frozenset({"institute"})),
        "review:edit-reason": Row(LEAD_ONLY, "reason.pk", told=frozenset({"institute"})),
        "review:record": Row(SCHOOL | INSTITUTE, "waiting.uuid"),
        "review:reveal": Row(SCHOOL | INSTITUTE, "waiting.uuid", post=True, shown="phone"),
        "certificates:registration": Row(INSTITUTE),
        "certificates:make-package": Row(INSTITUTE, post=True, sent={"batch": "cast.batch.code"}),
        "certificates:package": Row(INSTITUTE, "package.uuid"),
        "certificates:package-file": Row(INSTITUTE, "package.uuid"),
        "certificates:make-package-again": Row(INSTITUTE, "package.uuid", post=True),
        "certificates:sandbox": Row(INSTITUTE, "package.uuid"),
        "certificates:upload-results": Row(INSTITUTE, "package.uuid", post=True),
        "certificates:reply": Row(INSTITUTE, "reply.uuid"),
        "certificates:apply-results": Row(INSTITUTE, "reply.uuid", post=True),
        "certificates:register-again": Row(INSTITUTE, "reply.uuid", post=True),
        "certificates:runs": Row(INSTITUTE),
        "certificates:start-run": Row(INSTITUTE, post=True, sent={"batch": "cast.batch.code"}),
        "certificates:run": Row(INSTITUTE, "run.uuid"),
        "certificates:run-again": Row(INSTITUTE, "run.uuid", post=True),
        "certificates:confirm-run": Row(INSTITUTE, "run.uuid", post=True),
        "certificates:mark-again": Row(INSTITUTE, "run.uuid", post=True),
        "certificates:part-file": Row(SCHOOL | INSTITUTE, "part.uuid"),
        "certificates:set-aside": Row(INSTITUTE, "part.uuid", post=True),
        "certificates:proof": Row(SCHOOL | INSTITUTE, "certificate.uuid"),
        "certificates:handover": Row(SCHOOLS),
        "certificates:sign": Row(SCHOOL, "certificate.uuid"),
        "jobs:list": Row(INSTITUTE),
        "jobs:again": Row(INSTITUTE, "job.uuid", post=True),
    }
    parts = ("detail", "record", "courses", "contact", "appraisal", "photo", "photo-verdict", "id-card", "prior-degree")
    for name in (*parts, "materials", "check", "withdraw"):
        table[f"applications:{name}"] = Row(OWNER, "draft.uuid")
    return table


TABLE = rows()


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
