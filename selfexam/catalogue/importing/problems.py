"""What is wrong with an imported file, told so that the person who made it finds the place."""

from dataclasses import dataclass, field

# Far above any real file of one batch; stops a spreadsheet with half a million empty rows early.
MOST_ROWS = 500_000
TOO_MANY = f"超过 {MOST_ROWS:,} 行，请删除空行或拆成几个文件"
# A file that is wrong from beginning to end is not told line by line.
MOST_TOLD = 200


@dataclass(frozen=True)
class RowProblem:
    """One mistake; `row` is the row as a spreadsheet counts it, 0 for the file as a whole. CSV files have no sheet."""

    file: str
    sheet: str
    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = self.file + (f"「{self.sheet}」" if self.sheet else "") + (f" 第 {self.row} 行" if self.row else "")
        return f"{place}，{self.column}：{self.sentence}" if self.column else f"{place}：{self.sentence}"


class BadCell(ValueError):
    """Raised while one row is read; the importer goes on with the next row and collects them all."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(f"{column}：{sentence}")
        self.column, self.sentence = column, sentence


class NotThere(BadCell):
    """A cell names what does not exist; perhaps only the echo of a mistake in a table that comes before."""


class BadFile(ValueError):
    """The file cannot be read at all."""


@dataclass
class Outcome:
    """What one table did or would do, counted; of every list only the first are told.

    `changes` says row by row what differed from the database, `missing` counts rows of the database that the file
    could have named and did not, `warnings` is what somebody should look at and nothing is refused for.
    `doubts` are rows that are legal but rarely meant; they stop nothing.
    """

    file: str
    kind: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    unlisted: int = 0
    changes: list[str] = field(default_factory=list)
    doubts: list[RowProblem] = field(default_factory=list)
    missing_told: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    echoes: int = 0

    def refuse(self, problem: RowProblem) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(problem)
        else:
            self.unlisted += 1

    def tell(self, change: str) -> None:
        if len(self.changes) < MOST_TOLD:
            self.changes.append(change)
