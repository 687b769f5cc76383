"""What is wrong with an imported file, told so that the person who made it finds the place."""

from dataclasses import dataclass, field


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


class BadFile(ValueError):
    """The file cannot be read at all."""


@dataclass
class Outcome:
    """What one table did or would do; `changes` says row by row what differed from the database."""

    file: str
    kind: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
