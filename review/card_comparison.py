"""What was read from the ID card beside the record, in the rows of the comparison (信息比对). Reads only."""

from applications.card_report import CardReport
from applications.idcards.comparing import Compared, State
from review.comparison import ComparedRow, Piece, pieces

STATES = {State.SAME: "same", State.DIFFERS: "differs", State.UNSURE: "open", State.UNREAD: "open"}
# What of a row is worth marking character by character; dates of validity have nothing to differ from.
MARKED = ("name", "sex", "ethnicity", "birth", "number")


def card_comparison(report: CardReport) -> list[ComparedRow]:
    """One row for each thing that stands on the card and in the record, the front first."""
    return [_row(row) for row in report.rows]


def _row(row: Compared) -> ComparedRow:
    note = f"{row.note}，请看图片" if row.state == State.UNREAD else row.note
    return ComparedRow(row.label, row.recorded, _said(row), STATES[row.state], note)


def _said(row: Compared) -> tuple[Piece, ...]:
    if not row.read:
        return (Piece("没有读出", False),)
    if row.state == State.SAME or row.code not in MARKED:
        return (Piece(row.read, False),)
    return pieces(row.read, row.recorded)
