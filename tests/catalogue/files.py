"""Writes small tables for the importers' tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.run import files_in, import_files

DEMO = Path(__file__).resolve().parents[2] / "selfexam" / "demo" / "data"


def csv_file(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
    return path


def xlsx_file(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], merge: str = "", error: str = "") -> Path:
    """`merge` is a range to merge and `error` a cell whose formula fails, both on the first sheet."""
    book = xlsxwriter.Workbook(str(path))
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merge and number == 0:
            sheet.merge_range(merge, "合并")
        if error and number == 0:
            sheet.write_formula(error, "=1/0", value="#DIV/0!")
    book.close()
    return path


def demo(*stems: str) -> list[Path]:
    return [path for path in files_in([DEMO]) if path.stem in stems]


def load(*paths: Path, dry_run: bool = False) -> list[Outcome]:
    return import_files(paths, dry_run=dry_run)


def told(outcomes: list[Outcome]) -> list[str]:
    """Every problem as it is printed."""
    return [str(problem) for outcome in outcomes for problem in outcome.problems]
