"""Writes what differs, in bulk: importing a file twice does nothing. Called by importer.py."""

from collections.abc import Sequence

from django.db import models

from selfexam.catalogue.importing.comparing import Compared

_BATCH = 500


def write(model: type[models.Model], key: tuple[str, ...], compared: Sequence[Compared]) -> None:
    """One piece of a table; new rows get their keys."""
    model._default_manager.bulk_create([one.row for one in compared if one.is_new], batch_size=1000)
    changed = [one.row for one in compared if one.different]
    if changed:
        fields = sorted({name for one in compared for name in one.different})
        model._default_manager.bulk_update(changed, fields, batch_size=_BATCH)
