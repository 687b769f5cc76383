"""What an import changed, as history: one event a person and piece of the file, whoever imported it.

Called by the importing engine with the rows that differ, in its transaction.
"""

from collections import defaultdict
from collections.abc import Sequence

from selfexam.accounts.actors import SYSTEM, Actor
from selfexam.accounts.models import User
from selfexam.catalogue.importing.comparing import Compared
from selfexam.catalogue.importing.importer import Source
from selfexam.records.changed import changed
from selfexam.records.history import Change, Entry, remember
from selfexam.records.importing.accounts import follow
from selfexam.records.models import Credit, StudentRecord, VerifiedQualification


def importer_of(source: Source) -> Actor:
    """The person behind an upload; the command line acts as the portal itself."""
    return SYSTEM if source.by_id is None else User.objects.get(pk=source.by_id)


def remember_records(compared: Sequence[Compared], source: Source) -> None:
    follow(compared)
    entries = []
    for one in compared:
        if isinstance(one.row, StudentRecord):
            before = dict(one.before).get("id_number")
            label = "导入考籍" if one.is_new else "导入更新"
            entries.append(Entry(one.row.pk, label, one.changes, source.file, before))
    remember(entries, by=importer_of(source))


def remember_credits(compared: Sequence[Compared], source: Source) -> None:
    """New passes by their mark; of changed ones what changed."""
    changes: dict[int, list[Change]] = defaultdict(list)
    for one in compared:
        credit = one.row
        if isinstance(credit, Credit):
            if one.is_new:
                changes[credit.record_id].append((credit.in_words, "", credit.shown_mark or "没有分数"))
            else:
                told = [(f"{credit.in_words}，{what}", before, after) for what, before, after in one.changes]
                changes[credit.record_id] += told
    entries = [Entry(record, "导入成绩", told, source.file) for record, told in changes.items()]
    remember(entries, by=importer_of(source))


def remember_qualifications(compared: Sequence[Compared], source: Source) -> None:
    """No fact of a record, but what the audit of its owner reads."""
    digests = {one.row.id_digest for one in compared if isinstance(one.row, VerifiedQualification)}
    ids = list(digests)
    for start in range(0, len(ids), 500):
        rows = StudentRecord.objects.filter(id_digest__in=ids[start : start + 500])
        changed(rows.values_list("pk", flat=True))
