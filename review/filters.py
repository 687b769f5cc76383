"""What the address of a desk list asks for. Kept in the address, so that a list can be sent to a colleague."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils import timezone

from applications.models import AuditStanding, Photo
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from review.desk_counts import LONG
from review.models import Claim
from review.order import SINCE
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Route
from selfexam.typed import plain

AGAIN = "again"
# Whose: free are those that nobody holds, mine those that the reader holds, or was handed.
HELD = (("free", "没人在审"), ("mine", "我在审的"))
# In its state for LONG or longer: what the tile of the worklist counts.
WAITED = "long"


@dataclass(frozen=True)
class Filters:
    """Every value is either one that is known or empty: anything odd counts as not asked.

    `photo` and `audit` are verdicts, `returned` is `again` for what was returned before, `unit` a unit's code,
    `waited` is WAITED for what has been in its state for long, `held` one of HELD.
    """

    state: str = Status.SUBMITTED
    programme: str = ""
    route: str = ""
    unit: str = ""
    photo: str = ""
    audit: str = ""
    returned: str = ""
    waited: str = ""
    held: str = ""
    text: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        def known(name: str, values: list[str], otherwise: str = "") -> str:
            value = query.get(name, otherwise)
            return value if value in values else otherwise

        return cls(
            state=known("state", [*Status.values, "all"], Status.SUBMITTED),
            programme=plain(query.get("programme", ""))[:7],
            route=known("route", list(Route.values)),
            unit=plain(query.get("unit", ""))[:20],
            photo=known("photo", list(Photo.Verdict.values)),
            audit=known("audit", list(AuditStanding.Verdict.values)),
            returned=known("returned", [AGAIN]),
            waited=known("waited", [WAITED]),
            held=known("held", [value for value, _ in HELD]),
            text=plain(query.get("q", ""))[:40],
        )

    def narrow(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        """The rows that these filters leave; the searched text is matched in queries.py."""
        if self.state != "all":
            rows = rows.filter(status=self.state)
        if self.programme:
            rows = rows.filter(record__programme__code=self.programme)
        if self.route:
            rows = rows.filter(record__route=self.route)
        if self.unit:
            rows = rows.filter(record__unit__code=self.unit)
        if self.photo:
            rows = rows.filter(photos__verdict=self.photo, photos__superseded_at=None)
        if self.audit:
            rows = rows.filter(standing__verdict=self.audit)
        if self.returned:
            rows = rows.filter(returned_at__isnull=False)
        if self.waited:
            rows = rows.filter(**{f"{SINCE.get(self.state, 'submitted_at')}__lte": timezone.now() - LONG})
        return rows

    def held_by(self, rows: ApplicationQuerySet, reader: User) -> ApplicationQuerySet:
        """Narrowed by who holds them, seen from `reader`."""
        if not self.held:
            return rows
        held = Claim.objects.in_force().filter(application=OuterRef("pk"))
        return rows.filter(Exists(held.filter(by=reader)) if self.held == "mine" else ~Exists(held))

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the lesser filters is set, which the page otherwise folds away."""
        lesser = (self.route, self.unit, self.photo, self.audit, self.returned, self.waited, self.held)
        return any(lesser)

    @property
    def is_whole(self) -> bool:
        """Whether nothing but the state is asked for: then the count of the tab is the count of the list."""
        return not (self.is_narrowed or self.programme or self.text)

    def for_review(self) -> "Filters":
        """The same of what waits for first review."""
        return replace(self, state=Status.SUBMITTED)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The lesser filters, for a form that changes another one."""
        lesser = ("route", "unit", "photo", "audit", "returned", "waited", "held")
        asked = [(name, value) for name, value in asdict(self).items() if value and name in lesser]
        return asked + ([("q", self.text)] if self.text else [])

    def kept(self, batch: str, *, state: bool = False) -> str:
        """The query part of the address, for the tabs without the state."""
        values = {name: value for name, value in asdict(self).items() if value and name not in ("state", "text")}
        asked = {"state": self.state} if state else {}
        return urlencode(asked | values | ({"q": self.text} if self.text else {}) | {"batch": batch})
