"""Which material list holds for whom: the most particular one that exists. Reads only; two queries for a whole batch.

A school's list of the batch comes before its list of every batch, that before the general one of the batch, that before
the general one (notice, annexes 2–4). Called by papers.py, by the candidate's page and by the pages of the lists.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from applications.models import MaterialList, MaterialRule
from selfexam.catalogue.models import Batch

# (school, batch): None stands for every one.
Place = tuple[int | None, int | None]


@dataclass(frozen=True)
class Checklist:
    """The lines of one candidate's list, whose it is, and when its papers are due."""

    lines: tuple[MaterialRule, ...]
    place: Place
    own: MaterialList | None
    batch: Batch

    @property
    def due_at(self) -> datetime:
        """The list's own deadline, never later than the end of first review (notice 二(二))."""
        own = self.own.due_at if self.own else None
        return min(own or self.batch.review_until, self.batch.review_until)

    def due_of(self, line: MaterialRule) -> datetime:
        return min(line.due_at or self.due_at, self.batch.review_until)

    @property
    def is_schools_own(self) -> bool:
        return self.place[0] is not None


class Checklists:
    """Every list that may hold in one batch, read once."""

    def __init__(self, batch: Batch, lines: list[MaterialRule], kept: list[MaterialList]) -> None:
        self.batch = batch
        self._lines: dict[tuple[Place, str], list[MaterialRule]] = defaultdict(list)
        for line in lines:
            self._lines[(line.school_id, line.batch_id), line.route].append(line)
        self._kept = {((one.school_id, one.batch_id), one.route, one.level): one for one in kept}

    @classmethod
    def of_batch(cls, batch: Batch) -> "Checklists":
        here = Q(batch=batch) | Q(batch=None)
        return cls(batch, list(MaterialRule.objects.filter(here)), list(MaterialList.objects.filter(here)))

    @classmethod
    def of_every_batch(cls) -> "Checklists":
        """For the pages of lists that name no batch; nobody asks these for a deadline."""
        always = {"batch": None}
        return cls(Batch(), list(MaterialRule.objects.filter(**always)), list(MaterialList.objects.filter(**always)))

    def of(self, school_id: int | None, route: str, level: str) -> Checklist:
        for place in self._places(school_id):
            if (found := self.at(place, route, level)) is not None:
                return found
        return Checklist((), (None, None), None, self.batch)

    def before(self, place: Place, route: str, level: str) -> Checklist:
        """What would hold if there were no list at `place`: what a new one is copied from, and a reset returns to."""
        places = self._places(place[0])
        for other in places[places.index(place) + 1 :]:
            if place[1] is None and other[1] is not None:
                continue
            if (found := self.at(other, route, level)) is not None:
                return found
        return Checklist((), (None, None), None, self.batch)

    def at(self, place: Place, route: str, level: str) -> Checklist | None:
        """The list kept exactly there, None if there is none. An imported line without a level is for both levels."""
        own, lines = self._kept.get((place, route, level)), self._lines.get((place, route), [])
        fitting = tuple(line for line in lines if line.level == level or (own is None and line.level == ""))
        return Checklist(fitting, place, own, self.batch) if own or fitting else None

    def _places(self, school_id: int | None) -> list[Place]:
        general: list[Place] = [(None, self.batch.pk), (None, None)]
        return general if school_id is None else [(school_id, self.batch.pk), (school_id, None), *general]
