"""Imports a set of files in the order in which they refer to each other, all or nothing."""

from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint

from selfexam.catalogue.importing.importer import IMPORTERS, Importer, kind_of, parse, take
from selfexam.catalogue.importing.problems import BadFile, Outcome, RowProblem
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.importing.tables import Table


def import_files(paths: Iterable[Path], *, dry_run: bool = False) -> list[Outcome]:
    """One transaction for all files; a problem anywhere, or `dry_run`, writes nothing.

    A table is known by the file's name (学校.csv; what follows a dash is free: 考籍-2026.csv), by the sheet's name,
    or by its header.
    """
    outcomes: list[Outcome] = []
    tables: list[tuple[Importer, Table]] = []
    for path in sorted(paths):
        try:
            tables += _open(path)
        except BadFile as bad:
            outcomes.append(Outcome(path.name, "", problems=[RowProblem(path.name, "", 0, "", str(bad))]))
    tables.sort(key=lambda pair: pair[0].order)
    with transaction.atomic():
        for importer, table in tables:
            outcomes.append(_take_safely(importer, table))
            if outcomes[-1].problems:
                # What follows may refer to this table; its mistakes would only be echoes.
                break
        if dry_run or any(outcome.problems for outcome in outcomes):
            transaction.set_rollback(True)
    return outcomes


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Folders opened up to the tables inside them; an open spreadsheet's lock file is none."""
    found: list[Path] = []
    for path in paths:
        inside = path.iterdir() if path.is_dir() else ()
        tables = [p for p in inside if p.suffix.lower() in (".csv", ".xlsx") and not p.name.startswith(("~", "."))]
        found += sorted(tables) if path.is_dir() else [path]
    return found


def _open(path: Path) -> list[tuple[Importer, Table]]:
    if not path.is_file():
        raise BadFile("没有这个文件")
    tables = read_tables(path)
    kinds = []
    for table in tables:
        kind = kind_of(table, path.stem.split("-")[0], alone=len(tables) == 1)
        if kind is None:
            where = f"工作表“{table.sheet}”" if len(tables) > 1 else "文件名和列名"
            raise BadFile(f"{where}认不出是哪一种表，文件或工作表的名字可以是：{_names()}")
        kinds.append((kind, table))
    return kinds


def _names() -> str:
    return "、".join(importer.stem for importer in sorted(IMPORTERS.values(), key=lambda importer: importer.order))


def _take_safely(importer: Importer, table: Table) -> Outcome:
    """The database has the last word: what it refuses is told as a problem too."""
    try:
        with transaction.atomic():
            return take(importer, table)
    except IntegrityError as error:
        return Outcome(table.file, importer.stem, problems=_refused(importer, table, error))


def _refused(importer: Importer, table: Table, error: IntegrityError) -> list[RowProblem]:
    """Which rows break the constraint that the database named, row by row: only after a refusal, so it may be slow."""
    checks = [c for c in importer.model._meta.constraints if isinstance(c, CheckConstraint)]
    broken = [check for check in checks if check.name in str(error)]
    problems = []
    with transaction.atomic():
        for item in parse(importer, table, Outcome(table.file, importer.stem)) if broken else ():
            try:
                broken[0].validate(importer.model, importer.model(**item.stored()))
            except ValidationError as refusal:
                problems.append(table.problem(item.row.number, "", refusal.messages[0]))
        transaction.set_rollback(True)
    return problems or [table.problem(0, "", "与数据库中已有的数据冲突，请核对代码和名称是否重复")]
