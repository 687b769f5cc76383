"""信息比对 in three columns: what the record says, what the candidate entered, what the ID card shows. Reads only."""

from dataclasses import dataclass

from applications.card_report import CardReport
from applications.models import Application
from review.card_comparison import card_comparison
from review.comparison import ComparedRow, Piece, comparison

NUMBER = "证件号码"
# The card calls it by its own name; here it is one row with the record's.
_CARD_NUMBER = "公民身份号码"
_WORST_FIRST = ("differs", "open", "same")


@dataclass(frozen=True)
class Row:
    """One thing in three places. `said` or `read` is empty where it was not asked for or cannot stand on the card."""

    label: str
    recorded: str
    said: tuple[Piece, ...]
    read: tuple[Piece, ...]
    state: str
    note: str


def three_columns(application: Application, cards: CardReport) -> list[Row]:
    """The person first, then what was entered; a row that both comparisons know is one row with the graver state."""
    entered, on_card = comparison(application), card_comparison(cards)
    confirmed = _confirmed(application)
    card_number = next((row for row in on_card if row.label == _CARD_NUMBER), None)
    rows = [_from_card(row, confirmed) for row in on_card if row.label != _CARD_NUMBER]
    known = {row.label for row in rows}
    rows = [row for row in _unread(application, confirmed) if row.label not in known] + rows
    return rows + [_number(row, card_number) if row.label == NUMBER else _entered(row) for row in entered]


def _unread(application: Application, confirmed: tuple[Piece, ...]) -> list[Row]:
    """What stands on every card, for a card of which it was not read: a person compares it with the image."""
    record = application.record
    person = {
        "姓名": record.name,
        "性别": record.get_sex_display(),
        "民族": record.get_ethnicity_display().removesuffix("族"),
        "出生": str(record.birth_date),
    }
    return [Row(label, value, confirmed, (), "same", "") for label, value in person.items()]


def _from_card(row: ComparedRow, confirmed: tuple[Piece, ...]) -> Row:
    return Row(row.label, row.recorded, confirmed if row.label != "有效期限" else (), row.said, row.state, row.note)


def _entered(row: ComparedRow) -> Row:
    return Row(row.label, row.recorded, row.said, (), row.state, row.note)


def _number(row: ComparedRow, card: ComparedRow | None) -> Row:
    if card is None:
        return Row(row.label, row.recorded, (), (), row.state, row.note)
    state = min(row.state, card.state, key=_WORST_FIRST.index)
    notes = [note for note, one in ((card.note, card.state), (row.note, row.state)) if note and one == state]
    return Row(row.label, row.recorded, (), card.said, state, "；".join(notes))


def _confirmed(application: Application) -> tuple[Piece, ...]:
    """These are not typed in: the candidate confirms the record as a whole."""
    return (Piece("核对无误" if application.record_confirmed_at else "没有核对", False),)
