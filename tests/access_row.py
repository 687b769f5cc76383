"""Who there is to ask about, and one row of the access matrix (access_table.py)."""

from operator import attrgetter
from typing import Any

from tests.scene import Scene

DESKS = frozenset({"clerk", "cashier", "intake", "teacher", "reviewer", "lead", "outsider", "institute", "chief"})
ALL = DESKS | {"visitor", "candidate", "stranger"}
SIGNED_IN = ALL - {"visitor"}
OWNER = frozenset({"candidate"})
CANDIDATES = frozenset({"candidate", "stranger"})
SCHOOL = frozenset({"reviewer", "lead"})
SCHOOLS = SCHOOL | {"outsider"}
LEAD = frozenset({"lead"})
INSTITUTE = frozenset({"institute", "chief"})
UNIT = frozenset({"clerk"})
CASHIER = frozenset({"cashier"})
KEEPERS = frozenset({"lead", "chief"})
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
