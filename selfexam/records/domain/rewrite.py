"""The one door through which facts of a single record are changed: the row, its history, the names to sign in with.

Called by decide_correction.py. (Tables of many records come through the importer, which writes the same history.)
"""

from collections.abc import Mapping

from selfexam.accounts.actors import Actor
from selfexam.records.correctable import shown, stored, values
from selfexam.records.domain.login_names import follow_id_number
from selfexam.records.history import Entry, remember
from selfexam.records.models import CorrectedField, StudentRecord


def rewrite(record: StudentRecord, wanted: Mapping[str, str], *, label: str, note: str, by: Actor) -> None:
    """Call it in the transaction of the act, with the row locked and `wanted` checked (correctable.py)."""
    number, name = CorrectedField.ID_NUMBER, CorrectedField.NAME
    changes = [
        # An ID number never stands in the history in clear, nor does enough of it to find it.
        (CorrectedField(field).label, "", "有变化")
        if field == number
        else (CorrectedField(field).label, shown(field, stored(record, field)), shown(field, after))
        for field, after in wanted.items()
    ]
    before = record.id_number if number in wanted else None
    StudentRecord.objects.filter(pk=record.pk).update(**values(wanted))
    if before is not None and record.holder is not None:
        follow_id_number(record, before, wanted[number])
    if name in wanted and record.holder is not None:
        record.holder.name = wanted[name]
        record.holder.save(update_fields=["name"])
    record.refresh_from_db()
    remember([Entry(record.pk, label, [(str(w), b, a) for w, b, a in changes], note[:300], before)], by=by)
