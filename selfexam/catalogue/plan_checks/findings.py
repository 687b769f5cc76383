"""What a check found, and where it stands, so that a page can show it and an import can name the row."""

from dataclasses import dataclass
from typing import TypeAlias

# Nobody could be judged rightly by such a plan: an import refuses it.
WRONG = "wrong"
# Legal, but rarely meant: told, never refused.
DOUBT = "doubt"


Place: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Finding:
    """One sentence; `table` is the import table at fault, `place` the columns that find its row (empty: the plan).

    `others` are rows that are as much at fault, such as the rest of a circle.
    """

    severity: str
    sentence: str
    table: str = "考试计划"
    place: Place = ()
    column: str = ""
    others: tuple[Place, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return self.severity == WRONG


def of_slot(severity: str, number: str, sentence: str, *, course: str = "", column: str = "") -> Finding:
    """About a slot, or about one course of it."""
    place = (("序号", number), ("课程代码", course)) if course else (("序号", number),)
    return Finding(severity, f"第 {number} 项{sentence}", "计划课程", place, column)


def of_group(severity: str, code: str, sentence: str, *, table: str = "选考组", column: str = "") -> Finding:
    """About an elective group; `sentence` names it."""
    return Finding(severity, sentence, table, (("组号", code),), column)
