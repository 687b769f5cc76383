"""Which facts of a record can be corrected, how they are written on pages, and what a new value has to fulfil.

Called by the acts and forms of 考籍更正. The checks are those of the import: names, GB 11643, code tables.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from selfexam.catalogue.code_tables import ETHNICITIES, POLITICAL_STATUSES, IdType, Sex
from selfexam.digests import keyed_digest
from selfexam.records.id_numbers import masked
from selfexam.records.identity import BadIdentity, checked_number
from selfexam.records.models import CorrectedField, StudentRecord
from selfexam.records.names import BadName, read_name

F = CorrectedField
CHOICES: dict[str, list[tuple[str, str]]] = {
    F.SEX: [(str(value), str(label)) for value, label in Sex.choices],
    F.ETHNICITY: ETHNICITIES,
    F.POLITICAL_STATUS: POLITICAL_STATUSES,
    F.ID_TYPE: [(str(value), str(label)) for value, label in IdType.choices],
}
# Checked against each other, so locked together: an import must not change one below an open request for another.
IDENTITY = frozenset({F.SEX, F.BIRTH_DATE, F.ID_TYPE, F.ID_NUMBER})
_FIELD_OF_COLUMN = {"性别": F.SEX, "出生日期": F.BIRTH_DATE, "证件类型": F.ID_TYPE, "证件号码": F.ID_NUMBER}


class BadWish(ValueError):
    """`field` is the fact, the sentence says what is wrong with its new value."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def stored(record: StudentRecord, field: str) -> str:
    """The fact as it stands, as text: a code, a date as 1998-05-20, a name."""
    value = getattr(record, field)
    return value.isoformat() if isinstance(value, date) else str(value)


def shown(field: str, value: str) -> str:
    """In the words of the pages; an ID number masked."""
    if field == F.ID_NUMBER:
        return masked(value)
    return dict(CHOICES.get(field, ())).get(value, value)


def checked(record: StudentRecord, wishes: Mapping[str, str]) -> dict[str, str]:
    """The wishes in normal form, without those that are so already; raises BadWish for what cannot be."""
    unknown = set(wishes) - set(F.values)
    if unknown:
        raise BadWish("", "只能更正姓名、性别、出生日期、民族、政治面貌和证件")
    wanted = {field: _plain(field, value) for field, value in wishes.items()}
    if IDENTITY & wanted.keys():
        wanted |= _checked_identity(record, wanted)
    return {field: value for field, value in wanted.items() if value != stored(record, field)}


def values(wanted: Mapping[str, str]) -> dict[str, Any]:
    """Checked wishes as the values of a record's columns."""
    found: dict[str, Any] = dict(wanted)
    if F.BIRTH_DATE in found:
        found[F.BIRTH_DATE] = date.fromisoformat(found[F.BIRTH_DATE])
    if F.ID_NUMBER in found:
        found["id_digest"] = keyed_digest(found[F.ID_NUMBER])
    return {str(name): value for name, value in found.items()}


def _plain(field: str, value: str) -> str:
    if field == F.NAME:
        try:
            return read_name(value)
        except BadName as bad:
            raise BadWish(field, str(bad)) from None
    if field in CHOICES and value not in dict(CHOICES[field]):
        raise BadWish(field, "请从列表中选择")
    if field == F.BIRTH_DATE:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise BadWish(field, "日期写法如 1998-05-20") from None
    return value


def _checked_identity(record: StudentRecord, wanted: Mapping[str, str]) -> dict[str, str]:
    """Type, number, birth date and sex as they would be together."""
    whole = {field: wanted.get(field, stored(record, field)) for field in IDENTITY}
    birth = date.fromisoformat(whole[F.BIRTH_DATE])
    try:
        number = checked_number(whole[F.ID_TYPE], whole[F.ID_NUMBER], birth, whole[F.SEX])
    except BadIdentity as bad:
        raise BadWish(_FIELD_OF_COLUMN[bad.field], bad.sentence) from None
    return {F.ID_NUMBER: number} if F.ID_NUMBER in wanted else {}
