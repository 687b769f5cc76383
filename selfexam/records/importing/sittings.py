"""Year and month of a sitting (考次) as tables write it."""

import re
from functools import lru_cache

from django.utils import timezone

from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row


def this_month() -> str:
    return f"{timezone.localdate():%Y-%m}"


def sitting_of(row: Row, column: str, latest: str) -> str:
    """Year and month, not after `latest`; a spreadsheet may have made the first of the month of it."""
    return _sitting(row.needed(column), column, latest)


@lru_cache(maxsize=1024)  # a table names a few sittings in many rows
def _sitting(value: str, column: str, latest: str) -> str:
    match = re.fullmatch(r"((?:19|20)[0-9]{2})[-/](0?[1-9]|1[0-2])(?:[-/]0?1)?", value)
    if match is None:
        raise BadCell(column, f"“{value}”不是年月，写法如 2022-04")
    sitting = f"{match[1]}-{int(match[2]):02d}"
    if sitting > latest:
        raise BadCell(column, f"{sitting} 还没有到")
    return sitting
