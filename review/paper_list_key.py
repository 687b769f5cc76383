"""Which material list an address means: batch code (or `all`), route, level; the school is that of whoever asks."""

from dataclasses import dataclass

from django.http import Http404

from review.domain.paper_lists import ListKey
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch

EVERY = "all"
# In addresses a word reads better than the code of the level.
LEVELS = {"bachelor": Level.BACHELOR, "college": Level.JUNIOR_COLLEGE}
WORD_OF = {level: word for word, level in LEVELS.items()}


@dataclass(frozen=True)
class Asked:
    """The key with the words of its address, for links and redirects."""

    key: ListKey
    batch: str
    route: str
    level: str

    @property
    def address(self) -> tuple[str, str, str]:
        return self.batch, self.route, self.level

    @property
    def title(self) -> str:
        return f"{self.key.route.label} · {self.key.level.label}"


def asked_list(batch: str, route: str, level: str, by: User) -> Asked:
    """A school's people mean the list of their school, the institute's the general one; anything unknown is a 404."""
    if route not in Route.values or level not in LEVELS:
        raise Http404
    chosen = None if batch == EVERY else Batch.objects.filter(code=batch).first()
    if chosen is None and batch != EVERY:
        raise Http404
    school = by.school if by.school_id else None
    return Asked(ListKey(school, chosen, Route(route), LEVELS[level]), batch, route, level)
