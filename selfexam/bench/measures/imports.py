"""Importing credits: each kind of file once, then the same file again, with the memory that it took at its peak."""

import csv
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from selfexam.bench.memory import peak_megabytes
from selfexam.bench.people import bare_records
from selfexam.bench.registry import Stopwatch, bench
from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.importing.run import import_files
from selfexam.catalogue.models import Course
from selfexam.records.models import Credit

HEADER = ("准考证号", "课程代码", "成绩", "考次", "来源")
EACH = 14


@bench("imports", sizes=(20_000, 200_000))
def imports(watch: Stopwatch) -> None:
    """Time a credit, and queries a credit, must not grow with the size of the file."""
    Credit.objects.all().delete()
    numbers = bare_records(watch.size // EACH + 1)
    with TemporaryDirectory() as folder:
        table, sheet = Path(folder) / "成绩.csv", Path(folder) / "成绩.xlsx"
        _write(table, sheet, list(_lines(numbers, watch.size)))
        with watch("bare: read the CSV", watch.size):
            read_tables(table)
        with watch("bare: read the XLSX", watch.size):
            read_tables(sheet)
        for label, path, expected in (
            ("difference before importing", table, (watch.size, 0)),
            ("import the XLSX", sheet, (watch.size, 0)),
            ("import the CSV again: nothing changes", table, (0, watch.size)),
        ):
            with watch(label, watch.size):
                (outcome,) = import_files([path], dry_run=label.startswith("difference"))
            _expect(outcome, expected)
            watch.remark(f"peak {peak_megabytes()} MB")


def _expect(outcome: Outcome, expected: tuple[int, int]) -> None:
    if outcome.problems or (outcome.added, outcome.unchanged) != expected:
        raise RuntimeError(f"not what was to be measured: {outcome}")


def _lines(numbers: list[str], size: int) -> Iterator[tuple[str, ...]]:
    codes = list(Course.objects.order_by("code").values_list("code", flat=True)[:EACH])
    for n in range(size):
        yield numbers[n // EACH], codes[n % EACH], str(60 + n % 41), "2021-10", "统考"


def _write(table: Path, sheet: Path, lines: list[tuple[str, ...]]) -> None:
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *lines])
    with xlsxwriter.Workbook(str(sheet), {"constant_memory": True}) as book:
        page = book.add_worksheet("成绩")
        for row, line in enumerate([HEADER, *lines]):
            page.write_row(row, 0, line)
