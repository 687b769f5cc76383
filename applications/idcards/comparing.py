"""Compares what was read from a card with the record: row by row for reviewers, as findings for the candidate.

Worked out anew whenever a page shows it, so that a corrected record or a second side is never compared with yesterday.
Differences are hints: recognition errs, and a person decides.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from applications.idcards.fields import Fields, Side
from applications.idcards.findings import Finding, Severity
from selfexam.records.id_numbers import masked
from selfexam.typed import name as folded_name

# Below this the reader itself is in doubt, and a difference is said more softly.
SURE = 0.9


class State(StrEnum):
    """`UNSURE` differs, but the reading is likelier to be wrong than the record; `UNREAD` has nothing to compare."""

    SAME = "same"
    DIFFERS = "differs"
    UNSURE = "unsure"
    UNREAD = "unread"


@dataclass(frozen=True)
class Known:
    """What the record says; `ethnicity` without 族. `day` is the day until which the card has to be valid."""

    name: str
    sex: str
    ethnicity: str
    birth: date
    number: str
    day: date


@dataclass(frozen=True)
class Compared:
    """One thing that stands on the card and in the record, as a page shows it: numbers are masked.

    `note` says in words where or why they differ.
    """

    code: str
    label: str
    state: State
    note: str = ""
    recorded: str = ""
    read: str = ""


def compare(side: Side, fields: Fields, known: Known) -> list[Compared]:
    """The rows of one side; none for a picture of something else."""
    if side == Side.FRONT:
        return [_name(fields, known), *_plain(fields, known), _number(fields, known)]
    return [_validity(fields, known)] if side == Side.BACK else []


def differences(side: Side, fields: Fields, known: Known) -> list[Finding]:
    """What the candidate is told: what differs, what to do. A doubtful reading is a note, not a warning."""
    rows = [row for row in compare(side, fields, known) if row.state in (State.DIFFERS, State.UNSURE)]
    return [_finding(row, known) for row in rows]


def is_rare(character: str) -> bool:
    """生僻字: outside GB 2312, where readers err often."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _name(fields: Fields, known: Known) -> Compared:
    state, note = _name_state(_folded(fields.name), _folded(known.name), fields.sure)
    return Compared("name", "姓名", state, note, known.name, fields.name)


def _name_state(read: str, recorded: str, sure: float) -> tuple[State, str]:
    if not read:
        return State.UNREAD, "没有读出"
    if read == recorded:
        return State.SAME, ""
    if _differs_in_rare_ones(read, recorded):
        return State.UNSURE, "姓名中的生僻字可能没有读准"
    return (State.UNSURE, "姓名可能没有读准") if sure < SURE else (State.DIFFERS, "姓名与考籍不同")


def _folded(name: str) -> str:
    """Compatibility forms, full-width letters, spaces and middle dots (often not seen) are no differences."""
    return folded_name(unicodedata.normalize("NFKC", name)).replace("·", "")


def _differs_in_rare_ones(read: str, recorded: str) -> bool:
    """Whether everything but 生僻字 was read, in its order, and about as many characters as there are."""
    common = [character for character in recorded if not is_rare(character)]
    rest = iter(read)
    in_order = all(character in rest for character in common)
    return len(common) < len(recorded) and in_order and abs(len(read) - len(recorded)) <= 1


def _plain(fields: Fields, known: Known) -> list[Compared]:
    return [
        _same("sex", "性别", fields.sex, known.sex),
        _same("ethnicity", "民族", fields.ethnicity, known.ethnicity),
        _same("birth", "出生", fields.birth, known.birth),
    ]


def _same(code: str, label: str, read: str | date | None, recorded: str | date) -> Compared:
    """Small print without a check of its own: a difference is never more than a doubt."""
    state, note = (State.SAME, "") if read == recorded else (State.UNSURE, "与考籍不同")
    if not read:
        state, note = State.UNREAD, "没有读出"
    return Compared(code, label, state, note, str(recorded), str(read or ""))


def _number(fields: Fields, known: Known) -> Compared:
    """A number is there only with a right check digit (GB 11643), so a misread digit shows as unread."""
    state, note = _number_state(fields, known.number.upper())
    return Compared("number", "公民身份号码", state, note, masked(known.number), masked(fields.number))


def _number_state(fields: Fields, recorded: str) -> tuple[State, str]:
    if not fields.number:
        return State.UNREAD, "没有读准" if fields.number_unclear else "没有读出"
    if fields.number == recorded:
        return State.SAME, ""
    if len(recorded) != len(fields.number):
        return State.DIFFERS, "号码与考籍不同"
    places = [str(n) for n, (a, b) in enumerate(zip(fields.number, recorded, strict=True), 1) if a != b]
    said = f"第 {'、'.join(places)} 位" if len(places) <= 4 else f"{len(places)} 位"
    return State.DIFFERS, f"{said}与考籍不同"


def _validity(fields: Fields, known: Known) -> Compared:
    state, note = _validity_state(fields, known.day)
    until = "长期" if fields.long_term else str(fields.valid_to or "")
    read = f"{fields.valid_from} 至 {until}" if until else ""
    return Compared("validity", "有效期限", state, note, f"{known.day} 须有效", read)


def _validity_state(fields: Fields, day: date) -> tuple[State, str]:
    """A card counts until the end of the day that stands on it."""
    if fields.long_term:
        return State.SAME, "长期有效"
    if fields.valid_to is None:
        return State.UNREAD, "没有读出"
    return (State.DIFFERS, "申请截止时已过期") if fields.valid_to < day else (State.SAME, "申请截止时有效")


def _finding(row: Compared, known: Known) -> Finding:
    if row.code == "validity":
        said = f"身份证在申请截止日（{known.day.year} 年 {known.day.month} 月 {known.day.day} 日）已过期"
        return Finding("expired", Severity.WARN, said, "请用有效期内的身份证；正在换领的，请联系主考学校")
    if row.code == "number":
        said = f"身份证号码与考籍不同：{row.note}"
        return Finding("number_differs", Severity.WARN, said, "请确认拍的是本人的身份证；考籍有误的，请联系主考学校")
    if row.code == "name":
        if row.state == State.UNSURE:
            return Finding("name_unsure", Severity.NOTE, row.note, "请对照图片，与考籍相同就不用处理")
        return Finding("name_differs", Severity.WARN, row.note, "请确认拍的是本人的身份证；考籍有误的，请联系主考学校")
    said = f"读出的{row.label}与考籍不同，可能没有读准"
    return Finding(f"{row.code}_unsure", Severity.NOTE, said, "请对照图片，与考籍相同就不用处理")
