"""A plan and the substitutions of a programme as the checks see them.

Sums are counted as in the degree audit (applications/audit/facts.py): a slot is one course however many codes fill
it; thesis and additional courses count neither as a course nor with credits (domain: 毕业论文不计学分，加考另计).
"""

from dataclasses import dataclass
from datetime import date

UNCOUNTED = frozenset({"thesis", "additional"})
REQUIRED = frozenset({"compulsory", "practice", "thesis", "bridging"})


@dataclass(frozen=True)
class CourseShape:
    """A course in a slot; `part` is alternative, theory or practice."""

    code: str
    name: str
    credits: int
    part: str = "alternative"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True)
class SlotShape:
    """序号. `kind` is compulsory, optional, elective, practice, thesis, additional or bridging."""

    number: str
    kind: str
    courses: tuple[CourseShape, ...] = ()
    group: str = ""

    @property
    def counted(self) -> bool:
        return self.kind not in UNCOUNTED

    @property
    def required(self) -> bool:
        return self.kind in REQUIRED

    @property
    def most_credits(self) -> int:
        """The most that filling it can earn: every part, and the best of the alternatives."""
        if not self.counted:
            return 0
        parts = sum(course.credits for course in self.courses if course.part != "alternative")
        return parts + max((course.credits for course in self.courses if course.part == "alternative"), default=0)

    def needs(self, code: str) -> bool:
        """Whether it cannot be filled without this course."""
        mine = next((course for course in self.courses if course.code == code), None)
        if mine is None:
            return False
        return mine.part != "alternative" or sum(course.part == "alternative" for course in self.courses) == 1


@dataclass(frozen=True)
class GroupShape:
    """选考组: what it asks for, and what instead when its condition slot is empty. `None`: there is no condition."""

    code: str
    name: str
    least_courses: int
    least_credits: int
    condition: str | None = None
    otherwise_courses: int = 0
    otherwise_credits: int = 0


@dataclass(frozen=True)
class MinimumShape:
    """国家基本规范 of the plan's level."""

    level: str
    courses: int
    credits: int


@dataclass(frozen=True)
class PlanShape:
    version: str
    least_courses: int
    least_credits: int
    slots: tuple[SlotShape, ...] = ()
    groups: tuple[GroupShape, ...] = ()
    minimum: MinimumShape | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    last_graduation: date | None = None

    def slots_of(self, group: str) -> list[SlotShape]:
        return [slot for slot in self.slots if slot.group == group]

    def slot(self, number: str) -> SlotShape | None:
        return next((slot for slot in self.slots if slot.number == number), None)

    def reach(self, *, without: str = "") -> tuple[int, int]:
        """The most (courses, credits) that anybody can bring together, perhaps with one slot left empty."""
        slots = [slot for slot in self.slots if slot.counted and slot.courses and slot.number != without]
        return len(slots), sum(slot.most_credits for slot in slots)


@dataclass(frozen=True)
class SwapShape:
    """One row of 顶替: `given` counts for `wanted`; rows with the same `bundle` only together."""

    wanted: str
    given: str
    bundle: str = ""
    until: date | None = None


@dataclass(frozen=True)
class ProgrammeShape:
    """Substitutions of a programme, and the courses that each of its plan versions asks for; `names` by code."""

    swaps: tuple[SwapShape, ...]
    versions: tuple[frozenset[str], ...]
    names: dict[str, str]
    today: date

    def named(self, code: str) -> str:
        return f"{code} {self.names.get(code, '')}".strip()
