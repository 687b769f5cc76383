"""The one door through which a change of records is remembered and made known.

Called by every act and importer that writes a StudentRecord or a Credit, in the transaction of the change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from selfexam.accounts.actors import Actor, person
from selfexam.records.changed import changed
from selfexam.records.models import RecordEvent

# What, from, to: in the words of the pages.
Change: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True)
class Entry:
    """What happened to one record; `id_number_before` only if the ID number is what changed."""

    record_id: int
    label: str
    changes: Sequence[Change] = ()
    note: str = ""
    id_number_before: str | None = None
    # False for what changes no fact that others rely on, such as an opened request.
    matters: bool = True


def remember(entries: Iterable[Entry], *, by: Actor) -> None:
    """Write the history, then tell the listeners which records changed."""
    rows = list(entries)
    RecordEvent.objects.bulk_create(
        (
            RecordEvent(
                record_id=entry.record_id,
                label=entry.label,
                changes=[list(change) for change in entry.changes],
                note=entry.note,
                id_number_before=entry.id_number_before,
                by=person(by),
                by_name=by.name,
            )
            for entry in rows
        ),
        batch_size=1000,
    )
    changed(entry.record_id for entry in rows if entry.matters)
