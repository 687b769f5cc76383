"""The state of many people's papers in one word each, in a few queries: what a list counts and filters by.

The same rule as `Standing.state` (a test holds them together), without the lines: twenty thousand people at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias
from uuid import UUID

from django.db.models import Q

from applications.checklists import Checklist, Checklists
from applications.models import MaterialRule, Paper
from applications.models.application import ApplicationQuerySet
from applications.papers import asking_for_exemption
from selfexam.catalogue.models import Batch

# (line, block, copies, defect)
Came: TypeAlias = tuple[UUID, str, int, str]


def states_in_order(applications: ApplicationQuerySet, batch: Batch) -> list[tuple[int, str]]:
    """(primary key, state) by 准考证号, in which papers are sorted (notice, annex 2); all of `batch`."""
    rows = applications.order_by("record__admission_number").values_list(
        "pk", "school_id", "record__route", "record__programme__level"
    )
    came: dict[int, list[Came]] = defaultdict(list)
    found = Paper.objects.filter(Q(copies__gt=0) | ~Q(defect=""), application__in=applications.order_by().values("pk"))
    papers = found.order_by().values_list("application", "line", "block", "copies", "defect")
    for application, line, block, copies, defect in papers:
        came[application].append((line, block, copies, defect))
    asking = asking_for_exemption(applications.order_by().values("pk"))
    lists, known = Checklists.of_batch(batch), {}
    states = []
    for pk, school, route, level in rows:
        key = (school, route, level)
        if key not in known:
            known[key] = lists.of(school, route, level)
        states.append((pk, _state(known[key], came.get(pk, ()), pk in asking)))
    return states


def _state(checklist: Checklist, came: Iterable[Came], exempt: bool) -> str:
    copies: dict[UUID, int] = {}
    for line, block, number, defect in came:
        if defect:
            return "defect"
        copies[line] = number
        exempt = exempt or block == MaterialRule.Block.EXEMPTION
    some_due = False
    for rule in checklist.lines:
        due = rule.copies > 0 and (exempt or rule.block == MaterialRule.Block.GRADUATION)
        some_due = some_due or due
        have = copies.get(rule.line, 0)
        if have < rule.copies and (due or have):
            return "missing"
    return "there" if some_due else "nothing"
