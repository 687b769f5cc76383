"""Which row of the imported tables is about which plan, slot or group; for judging.py and plans_in_use.py."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from selfexam.catalogue.importing.importer import Importer
from selfexam.catalogue.importing.kinds import LEVELS
from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.tables import Row, Table

Taken: TypeAlias = tuple[Importer, Table, Outcome]
# (programme code, level, version); the tables of substitutions and programmes have no version.
PlanKey: TypeAlias = tuple[str, str, str]

PLAN_TABLES = ("考试计划", "选考组", "计划课程", "选考条件")


@dataclass(frozen=True)
class Spot:
    """A row with the table and the outcome to which its problem belongs."""

    table: Table
    outcome: Outcome
    stem: str
    number: int


def key_of(row: Row) -> PlanKey:
    """本科 and 专升本 are one level; an unknown word is left as it stands, it has its own problem."""
    level = row.text("层次")
    return row.text("专业代码"), LEVELS.get(level, level), row.text("版本")


def keys_in(tables: Sequence[tuple[Importer, Table]], stems: Sequence[str]) -> list[PlanKey]:
    """Each plan once, in the order of the files."""
    rows = (row for importer, table in tables if importer.stem in stems for row in table.rows)
    return list(dict.fromkeys(key_of(row) for row in rows))


def spot_of(taken: Sequence[Taken], stem: str, key: PlanKey, places: Sequence[Mapping[str, str]]) -> Spot | None:
    """The row of `stem` at one of these places; else the plan's own row; else the file (row 0) that names the plan."""
    for wanted, columns in (*((stem, place) for place in places if place), ("考试计划", {}), ("", {})):
        found = next(_spots(taken, wanted, key, columns), None)
        if found is not None:
            return found if wanted else replace(found, number=0)
    return None


def _spots(taken: Sequence[Taken], stem: str, key: PlanKey, place: Mapping[str, str]) -> Iterator[Spot]:
    for importer, table, outcome in taken:
        if stem and importer.stem != stem:
            continue
        for row in table.rows:
            same = key_of(row)[:2] == key[:2] and (not key[2] or row.text("版本") == key[2])
            if same and all(row.text(column) == text for column, text in place.items()):
                yield Spot(table, outcome, importer.stem, row.number)
