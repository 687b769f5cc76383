"""An imported table that changes an ID number or a name changes the account behind the record, as 考籍更正 does.

Without it the old number, perhaps a stranger's, would go on opening the account and keep its owner from activating. A
new number that opens somebody else's account stays with that account: the difference says so (locked.py).
"""

from collections.abc import Iterator, Sequence

from selfexam.accounts.models import User
from selfexam.catalogue.importing.comparing import Compared
from selfexam.records.domain.login_names import follow_id_number, let_go
from selfexam.records.models import StudentRecord
from selfexam.records.refusals import RecordRefused


def follow(compared: Sequence[Compared]) -> None:
    """After the rows are written: who signs in with the new numbers, and under which name."""
    for one, record in _held(compared, "id_number"):
        before = dict(one.before)["id_number"]
        try:
            follow_id_number(record, before, record.id_number)
        except RecordRefused:
            let_go(record, before)
    for _, record in _held(compared, "name"):
        User.objects.filter(records=record).update(name=record.name)


def _held(compared: Sequence[Compared], field: str) -> Iterator[tuple[Compared, StudentRecord]]:
    for one in compared:
        record = one.row
        if isinstance(record, StudentRecord) and record.holder_id is not None and field in one.different:
            yield one, record
