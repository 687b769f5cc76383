"""Writes what differs, in bulk: importing a file twice does nothing. Called by importer.py.

Of a row that is there only the fields that differ are written: another one may have been changed since it was read,
such as a name by a 考籍更正 that was approved meanwhile.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import models

from selfexam.catalogue.importing.comparing import Compared

_BATCH = 500


def write(model: type[models.Model], key: tuple[str, ...], compared: Sequence[Compared]) -> None:
    """One piece of a table; new rows get their keys."""
    model._default_manager.bulk_create([one.row for one in compared if one.is_new], batch_size=1000)
    changed: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
    for one in compared:
        if one.different:
            changed[one.different].append(one.row)
    for fields, rows in changed.items():
        model._default_manager.bulk_update(rows, fields, batch_size=_BATCH)
