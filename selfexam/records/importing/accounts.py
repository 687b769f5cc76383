"""An imported table that changes an ID number or a name changes the account behind the record, as 考籍更正 does.

Without it the old number, perhaps a stranger's, would go on opening the account and keep its owner from activating.
"""

from collections.abc import Iterator, Sequence

from selfexam.accounts.models import LoginName, User
from selfexam.catalogue.importing.comparing import Compared
from selfexam.digests import keyed_digest
from selfexam.records.domain.login_names import TAKEN, follow_id_number
from selfexam.records.models import StudentRecord


def taken_numbers(compared: Sequence[Compared]) -> Iterator[tuple[int, str, str]]:
    """(row, column, sentence) where a record with an account would get the number of somebody else's account."""
    changed = [(one.parsed.row.number, record) for one, record in _held(compared, "id_number")]
    digests = [keyed_digest(record.id_number) for _, record in changed]
    owners = dict(LoginName.objects.filter(digest__in=digests).values_list("digest", "user")) if digests else {}
    for (number, record), digest in zip(changed, digests, strict=True):
        if owners.get(digest, record.holder_id) != record.holder_id:
            yield number, "证件号码", TAKEN


def follow(compared: Sequence[Compared]) -> None:
    """After the rows are written: who signs in with the new numbers, and under which name."""
    for one, record in _held(compared, "id_number"):
        follow_id_number(record, dict(one.before)["id_number"], record.id_number)
    for _, record in _held(compared, "name"):
        User.objects.filter(records=record).update(name=record.name)


def _held(compared: Sequence[Compared], field: str) -> Iterator[tuple[Compared, StudentRecord]]:
    for one in compared:
        record = one.row
        if isinstance(record, StudentRecord) and record.holder_id is not None and field in one.different:
            yield one, record
