"""The unit's grid: who × which course, what is missing, the sum. Reads only; a constant number of queries a page."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace

from applications.exemptions.applicants import ASKING, applicants
from applications.exemptions.courses import OpenCourse, open_courses_of
from applications.exemptions.missing import missing_of
from applications.models import Application, ExemptionImage, ExemptionRequest, ExemptionRow
from applications.models.application import ApplicationQuerySet
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, Plan


@dataclass(frozen=True)
class Cell:
    """`row` is what was asked for already; `may_choose` whether the clerk can tick it here."""

    course: OpenCourse | None
    row: ExemptionRow | None
    may_choose: bool
    chosen: bool = False


@dataclass
class Person:
    """One line: the draft that the grid writes, and what of it is still missing."""

    application: Application
    draft: ExemptionRequest | None
    cells: list[Cell] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    number: int = 0
    # What the line says of the draft; the form sends it back, so that an old page is told from a fresh one.
    shown: str = ""
    basis: str = ""

    @property
    def ready(self) -> bool:
        return bool(self.number) and not self.missing

    def typed(self, basis: str, codes: Container[str]) -> None:
        """A line that was refused comes back as it was ticked."""
        self.basis = basis
        self.cells = [
            replace(cell, chosen=cell.course is not None and cell.course.code in codes) if cell.may_choose else cell
            for cell in self.cells
        ]


def line_in_words(basis: str, codes: Iterable[str]) -> str:
    return " ".join((basis or "-", *sorted(codes)))


def people_of(clerk: User, batch: Batch | None) -> ApplicationQuerySet:
    """The unit's people who may still ask, in order of 准考证号 (annex 2)."""
    asking = applicants(clerk).filter(batch=batch, status__in=ASKING)
    return asking.select_related("record__programme", "record__plan", "batch").order_by("record__admission_number")


def plans_of(clerk: User, batch: Batch | None) -> list[Plan]:
    keys = people_of(clerk, batch).order_by().values_list("record__plan", flat=True).distinct()
    return list(
        Plan.objects.filter(pk__in=set(keys)).select_related("programme").order_by("programme__code", "version")
    )


def grid_of(applications: Sequence[Application], clerk: User) -> tuple[list[OpenCourse], list[Person]]:
    """Columns are the courses that anybody of these still lacks, in plan order."""
    opened = open_courses_of([application.record for application in applications])
    rows, drafts, images = _asked(applications, clerk)
    columns: dict[str, OpenCourse] = {}
    for application in applications:
        for course in opened[application.record_id]:
            columns.setdefault(course.code, course)
    ordered = sorted(columns.values(), key=lambda course: (course.slot, course.code))
    people = []
    for application in applications:
        draft = drafts.get(application.pk)
        mine = {row.course.code: row for row in rows[application.pk]}
        offered = {course.code: course for course in opened[application.record_id]}
        cells = [_cell(course.code, offered, mine, draft) for course in ordered]
        own = [row for row in mine.values() if draft is not None and row.request_id == draft.pk]
        missing = missing_of(draft, own, images.get(draft.pk, 0)) if draft is not None and own else []
        basis = draft.basis if draft is not None else ""
        shown = line_in_words(basis, (row.course.code for row in own))
        people.append(Person(application, draft, cells, missing, len(own), shown, basis))
    return ordered, people


def _cell(
    code: str, offered: dict[str, OpenCourse], mine: dict[str, ExemptionRow], draft: ExemptionRequest | None
) -> Cell:
    row = mine.get(code)
    in_draft = row is not None and draft is not None and row.request_id == draft.pk
    may_choose = code in offered and (row is None or in_draft)
    return Cell(offered.get(code), row, may_choose, chosen=in_draft)


def _asked(
    applications: Sequence[Application], clerk: User
) -> tuple[dict[int, list[ExemptionRow]], dict[int, ExemptionRequest], dict[int, int]]:
    """Live rows that the clerk may see, the newest draft of each person, and how many images each draft has."""
    keys = [application.pk for application in applications]
    seen = ExemptionRow.objects.visible_to(clerk).live().filter(application__in=keys)
    rows: dict[int, list[ExemptionRow]] = defaultdict(list)
    for row in seen.select_related("course", "request"):
        rows[row.application_id].append(row)
    open_forms = ExemptionRequest.objects.visible_to(clerk).filter(
        application__in=keys, by_unit=True, handed_in_at=None
    )
    drafts = {form.application_id: form for form in open_forms.order_by("pk")}
    images: dict[int, int] = defaultdict(int)
    kept = ExemptionImage.objects.filter(request__in=[form.pk for form in drafts.values()])
    for key in kept.values_list("request_id", flat=True):
        images[key] += 1
    return rows, drafts, images
