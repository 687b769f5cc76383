"""Imports a set of files in the order in which they refer to each other, all or nothing."""

from collections.abc import Iterable
from pathlib import Path

from django.db import IntegrityError, transaction

from selfexam.catalogue.importing.importer import IMPORTERS, Importer, take
from selfexam.catalogue.importing.problems import BadFile, Outcome, Problem
from selfexam.catalogue.importing.tables import Table, read_table


def import_files(paths: Iterable[Path], *, dry_run: bool = False) -> list[Outcome]:
    """One transaction for all files; a problem anywhere, or `dry_run`, writes nothing.

    A file is known by its name: 学校.csv, 考籍.xlsx; what follows a dash is free (考籍-2026.csv).
    """
    outcomes: list[Outcome] = []
    tables: list[tuple[Importer, Table]] = []
    for path in sorted(paths):
        try:
            tables.append(_open(path))
        except BadFile as bad:
            outcomes.append(Outcome(path.name, "", problems=[Problem(path.name, 0, "", str(bad))]))
    tables.sort(key=lambda pair: pair[0].order)
    with transaction.atomic():
        for importer, table in tables:
            try:
                with transaction.atomic():
                    outcomes.append(take(importer, table))
            except IntegrityError as error:
                problem = Problem(table.file, 0, "", f"与数据库中的数据冲突：{error}")
                outcomes.append(Outcome(table.file, importer.stem, problems=[problem]))
            if outcomes[-1].problems:
                # What follows may refer to this file; its mistakes would only be echoes.
                break
        if dry_run or any(outcome.problems for outcome in outcomes):
            transaction.set_rollback(True)
    return outcomes


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Folders opened up to the tables inside them."""
    found: list[Path] = []
    for path in paths:
        found += sorted(p for p in path.iterdir() if p.suffix.lower() in (".csv", ".xlsx")) if path.is_dir() else [path]
    return found


def _open(path: Path) -> tuple[Importer, Table]:
    importer = IMPORTERS.get(path.stem.split("-")[0])
    if importer is None:
        raise BadFile(f"不认识的文件名，可以导入：{'、'.join(IMPORTERS)}")
    if not path.is_file():
        raise BadFile("没有这个文件")
    return importer, read_table(path)
