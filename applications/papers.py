"""Where the paper materials of an application stand: what is due, came, is wrong or missing. Reads only.

Called by the candidate's page, the intake desk, the reviewer's page and the reminder; a constant number of queries for
any number of applications of one batch.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from applications.checklists import Checklist, Checklists
from applications.models import Application, ExemptionRow, MaterialRule, Paper
from selfexam.catalogue.code_tables import Route
from selfexam.catalogue.models import District

Block = MaterialRule.Block
# state: (word, mark, tag)
WORDS = {
    "there": ("已收到", "ok", "done"),
    "defect": ("有问题", "no", "no"),
    "missing": ("还缺", "warn", "yours"),
    "optional": ("按需提交", "idle", ""),
    "off": ("清单已不要求", "idle", ""),
}


@dataclass(frozen=True)
class Line:
    """One line: of the list, of what came, or of both. `due` says whether its absence counts as missing."""

    key: UUID
    name: str
    block: str
    copies: int
    requirement: str
    place: str
    is_paper: bool
    due: bool
    due_at: datetime | None
    paper: Paper | None

    @property
    def name_key(self) -> str:
        """The key as text, for names of form fields."""
        return str(self.key)

    @property
    def seen(self) -> int:
        """The version that a form sends back, so that nothing is written over what it did not show."""
        return self.paper.version if self.paper else 0

    @property
    def came(self) -> int:
        return self.paper.copies if self.paper else 0

    @property
    def lacking(self) -> int:
        return max(self.copies - self.came, 0)

    @property
    def defect(self) -> str:
        return self.paper.defect if self.paper else ""

    @cached_property
    def state(self) -> str:
        if self.defect:
            return "defect"
        if self.due_at is None:
            return "off"
        if not self.lacking:
            return "there"
        return "missing" if self.due or self.came else "optional"

    @property
    def word(self) -> str:
        if self.state == "missing" and self.copies > 1:
            return f"还缺 {self.lacking} 份"
        return WORDS[self.state][0]

    @property
    def mark(self) -> str:
        return WORDS[self.state][1]

    @property
    def tag(self) -> str:
        return WORDS[self.state][2]

    @property
    def is_late(self) -> bool:
        """Not with a defect: then `at` is when the defect was seen, and the paper may have come in time."""
        return bool(
            self.paper and self.due_at and self.paper.copies and not self.defect and self.paper.at > self.due_at
        )

    @property
    def block_label(self) -> str:
        return str(Block(self.block).label)

    @property
    def full_name(self) -> str:
        """For lists without a heading a block: both blocks ask for a 成绩册 and a 毕业证书复印件."""
        ours = self.block == Block.EXEMPTION and "免考" not in self.name
        return f"{self.name}（免考）" if ours else self.name


@dataclass(frozen=True)
class Standing:
    """All lines of one application, those of the list first."""

    lines: tuple[Line, ...]
    due_at: datetime

    def _of(self, state: str) -> list[Line]:
        return [line for line in self.lines if line.state == state]

    @property
    def due(self) -> list[Line]:
        return [line for line in self.lines if line.due]

    @property
    def missing(self) -> list[Line]:
        return self._of("missing")

    @property
    def defects(self) -> list[Line]:
        return self._of("defect")

    @property
    def there(self) -> list[Line]:
        return self._of("there")

    @cached_property
    def state(self) -> str:
        """nothing (nothing is due), defect, missing (some or all), there."""
        if self.defects:
            return "defect"
        if self.missing:
            return "missing"
        return "there" if self.due else "nothing"

    @property
    def is_complete(self) -> bool:
        return self.state in ("there", "nothing")

    @property
    def lacks(self) -> str:
        """The sentence of what stands in the way; empty when nothing does."""
        parts = []
        if self.missing:
            parts.append(f"还缺 {'、'.join(line.full_name for line in self.missing)}")
        if self.defects:
            parts.append("；".join(f"{line.full_name}：{line.defect}" for line in self.defects))
        return "；".join(parts)

    @property
    def next_due(self) -> datetime:
        """The earliest deadline among what is not there yet."""
        open_ones = [line.due_at for line in (*self.missing, *self.defects) if line.due_at]
        return min(open_ones, default=self.due_at)

    @property
    def is_overdue(self) -> bool:
        """Then pages ask for no day any more: what comes late is taken (docs/decisions/0012)."""
        return not self.is_complete and self.next_due <= timezone.now()


def standing_of(application: Application) -> Standing:
    return standings_of([application])[application.pk]


def standings_of(applications: Sequence[Application], *, with_desk: bool = True) -> dict[int, Standing]:
    """By primary key; the applications bring batch, record and programme with them (`with_record`).

    Without `with_desk` the papers do not bring who took them and where, which no list shows.
    """
    papers: dict[int, dict[UUID, Paper]] = defaultdict(dict)
    keys = [application.pk for application in applications]
    came = Paper.objects.filter(application__in=keys)
    for paper in came.select_related("by", "school", "unit", "district") if with_desk else came:
        papers[paper.application_id][paper.line] = paper
    asking = asking_for_exemption(keys)
    lists = {batch: Checklists.of_batch(batch) for batch in {a.batch for a in applications}}
    found = {}
    for application in applications:
        record = application.record
        checklist = lists[application.batch].of(application.school_id, record.route, record.programme.level)
        found[application.pk] = _standing(checklist, papers[application.pk], application.pk in asking)
    return found


def asking_for_exemption(applications: Any) -> frozenset[int]:
    """Who asks for exemptions and therefore owes the second block too (notice, annexes 2–4: 仅限于此次申请…提交).

    `applications` are keys or a query for them. What is being filled in, was withdrawn or refused asks for nothing.
    """
    rows = ExemptionRow.objects.filter(request__application__in=applications)
    state = ExemptionRow.State
    asked = rows.exclude(state__in=(state.DRAFT, state.WITHDRAWN, state.REFUSED, state.ENDED)).order_by()
    return frozenset(asked.values_list("request__application", flat=True))


def _brings_exemption_papers(papers: Iterable[Paper]) -> bool:
    """Whoever brings one of the second block's papers owes the others as well."""
    return any(paper.block == Block.EXEMPTION and (paper.copies or paper.defect) for paper in papers)


def _standing(checklist: Checklist, papers: dict[UUID, Paper], asks: bool) -> Standing:
    asks_exemption = asks or _brings_exemption_papers(papers.values())
    lines = [_listed(checklist, rule, papers.get(rule.line), asks_exemption) for rule in checklist.lines]
    listed = {rule.line for rule in checklist.lines}
    lines += [_unlisted(paper) for key, paper in papers.items() if key not in listed and (paper.copies or paper.defect)]
    return Standing(tuple(lines), checklist.due_at)


def _listed(checklist: Checklist, rule: MaterialRule, paper: Paper | None, asks_exemption: bool) -> Line:
    return Line(
        key=rule.line,
        name=rule.name,
        block=rule.block,
        copies=rule.copies,
        requirement=rule.requirement,
        place=rule.place,
        is_paper=rule.is_paper,
        due=rule.copies > 0 and (rule.block == Block.GRADUATION or asks_exemption),
        due_at=checklist.due_of(rule),
        paper=paper,
    )


def _unlisted(paper: Paper) -> Line:
    """Came before its line was taken off the list: still told, asked for no more."""
    return Line(paper.line, paper.name, paper.block, 0, "", "", True, False, None, paper)


def papers_context(application: Application) -> dict[str, object]:
    """What the candidate's pages show: the standing, and the district offices for who may go to any of them."""
    standing = standing_of(application)
    to_districts = application.record.route == Route.INDIVIDUAL and any(line.is_paper for line in standing.due)
    return {
        "papers": standing,
        "on_paper": [line for line in standing.due if line.is_paper],
        "districts": list(District.objects.all()) if to_districts else [],
    }
