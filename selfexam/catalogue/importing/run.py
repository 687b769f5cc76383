"""Imports a set of files in the order in which they refer to each other, all or nothing."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint

from selfexam.catalogue.importing.importer import IMPORTERS, Importer, Taking, kind_of, parse, take
from selfexam.catalogue.importing.judging import judge_plans
from selfexam.catalogue.importing.plan_rows import Taken
from selfexam.catalogue.importing.plans_in_use import PlansInUse
from selfexam.catalogue.importing.problems import BadFile, Outcome, RowProblem
from selfexam.catalogue.importing.reading import SUFFIXES, read_tables
from selfexam.catalogue.importing.tables import Table
from selfexam.collecting import collecting_rarely

# File, rows done, rows in all.
Progress: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Named:
    """A file under the name its owner gave it; uploads are kept under random names."""

    path: Path
    name: str


@collecting_rarely()
def import_files(
    paths: Iterable[Path | Named],
    *,
    dry_run: bool = False,
    by_id: int | None = None,
    progress: Progress | None = None,
    only: Collection[str] | None = None,
) -> list[Outcome]:
    """One transaction for all files; a problem anywhere, or `dry_run`, writes nothing. `only`: kinds that are allowed.

    A table is known by the file's name (学校.csv; what follows a dash is free: 考籍-2026.csv), by the sheet's name,
    or by its header. Mistakes of every file are told; what only follows from the mistakes of an earlier one is not.
    """
    outcomes, tables = open_all(paths, only)
    wrong = bool(outcomes)
    with transaction.atomic():
        in_use = PlansInUse(tables)
        taken: list[Taken] = []
        for importer, table in tables:
            how = Taking(echoing=wrong, by_id=by_id, progress=_of(table, progress))
            outcomes.append(_take_safely(importer, table, how))
            taken.append((importer, table, outcomes[-1]))
            wrong = wrong or bool(outcomes[-1].problems)
        if not wrong:
            in_use.refuse_changes(taken)
            judge_plans(taken)
            wrong = any(outcome.problems for outcome in outcomes)
        if dry_run or wrong:
            transaction.set_rollback(True)
    return outcomes


@collecting_rarely()
def compare_file(file: Named, kinds: Collection[str], progress: Progress | None = None) -> list[Outcome]:
    """The difference that importing `file` would make; tables of other `kinds` are a mistake.

    One table of rows that refer to what is in the database already (records, credits) is compared without a
    transaction. Tables that may refer to each other are written and taken back.
    """
    refused, tables = open_all([file], named=kinds)
    for kind, table in tables:
        if kind.stem not in kinds:
            sentence = f"是“{kind.stem}”表，这里只能导入：{'、'.join(kinds)}"
            refused.append(Outcome(table.file, kind.stem, problems=[table.problem(0, "", sentence)]))
    if refused:
        return refused
    if len(tables) > 1:
        return import_files([file], dry_run=True, progress=progress)
    return [take(kind, table, Taking(writes=False, progress=_of(table, progress))) for kind, table in tables]


def open_all(
    paths: Iterable[Path | Named], only: Collection[str] | None = None, named: Collection[str] | None = None
) -> tuple[list[Outcome], list[tuple[Importer, Table]]]:
    """What cannot be read, and the tables of the rest in the order in which they refer to each other.

    `named`: the kinds to name where a table is not recognised; all of them unless something is said.
    """
    refused: list[Outcome] = []
    tables: list[tuple[Importer, Table]] = []
    for file in sorted((_named(path) for path in paths), key=lambda file: file.path):
        try:
            tables += _allowed(_open(file, named or only or _stems()), only)
        except BadFile as bad:
            refused.append(Outcome(file.name, "", problems=[RowProblem(file.name, "", 0, "", str(bad))]))
    tables.sort(key=lambda pair: pair[0].order)
    return refused, tables


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Folders opened up to the tables inside them; an open spreadsheet's lock file is none."""
    found: list[Path] = []
    for path in paths:
        inside = path.iterdir() if path.is_dir() else ()
        tables = [p for p in inside if p.suffix.lower() in SUFFIXES and not p.name.startswith(("~", "."))]
        found += sorted(tables) if path.is_dir() else [path]
    return found


def _named(path: Path | Named) -> Named:
    return path if isinstance(path, Named) else Named(path, path.name)


def _of(table: Table, progress: Progress | None) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(table.file, done, total)


def _open(file: Named, stems: Collection[str]) -> list[tuple[Importer, Table]]:
    if not file.path.is_file():
        raise BadFile("没有这个文件")
    tables = read_tables(file.path, file.name)
    kinds = []
    for table in tables:
        kind = kind_of(table, Path(file.name).stem.split("-")[0], alone=len(tables) == 1)
        if kind is None:
            where = f"工作表“{table.sheet}”" if len(tables) > 1 else "文件名和列名"
            raise BadFile(f"{where}认不出是哪一种表，文件或工作表的名字可以是：{'、'.join(stems)}")
        kinds.append((kind, table))
    return kinds


def _allowed(tables: list[tuple[Importer, Table]], only: Collection[str] | None) -> list[tuple[Importer, Table]]:
    """A page imports the tables of its own subject only: its user may know no others."""
    strange = [importer.stem for importer, _ in tables if only is not None and importer.stem not in only]
    if only is not None and strange:
        raise BadFile(f"这里不导入“{strange[0]}”，只导入：{'、'.join(only)}")
    return tables


def _stems() -> list[str]:
    return [importer.stem for importer in sorted(IMPORTERS.values(), key=lambda importer: importer.order)]


def _take_safely(importer: Importer, table: Table, how: Taking) -> Outcome:
    """The database has the last word: what it refuses is told as a problem too."""
    try:
        with transaction.atomic():
            return take(importer, table, how)
    except IntegrityError as error:
        return Outcome(table.file, importer.stem, problems=_refused(importer, table, error))


def _refused(importer: Importer, table: Table, error: IntegrityError) -> list[RowProblem]:
    """Which rows break the constraint that the database named, row by row: only after a refusal, so it may be slow."""
    checks = [c for c in importer.model._meta.constraints if isinstance(c, CheckConstraint)]
    broken = [check for check in checks if check.name in str(error)]
    problems = []
    with transaction.atomic():
        again = parse(importer, table, table.rows, Outcome(table.file, importer.stem), Taking()) if broken else ()
        for item in again:
            try:
                broken[0].validate(importer.model, importer.model(**item.stored()))
            except ValidationError as refusal:
                problems.append(table.problem(item.row.number, "", refusal.messages[0]))
        transaction.set_rollback(True)
    return problems or [table.problem(0, "", "与数据库中已有的数据冲突，请核对代码和名称是否重复")]
