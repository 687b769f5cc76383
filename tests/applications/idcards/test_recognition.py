"""The real recogniser on drawn cards: how they lie, how they look. Needs the extra.

Drawn cards are easier than real ones: this shows that the parts fit together, not how well real cards are read.
"""

from datetime import date

import pytest

from applications.idcards.fields import Fields, Side
from applications.idcards.reading import read_card
from applications.idcards.recogniser import recognise
from tests.applications.idcards import drawn
from tests.applications.idcards.drawn import Picture

pytestmark = pytest.mark.usefixtures("ocr")
DESK = drawn.on_a_desk(drawn.front())

PICTURES = {
    "scan": drawn.front(),
    "desk": DESK,
    "on its side": drawn.turned(DESK, 1),
    "on its head": drawn.turned(DESK, 2),
    "scan on its side": drawn.turned(drawn.front(), 3),
    "tilted": drawn.tilted(drawn.front(), -20),
    "blurred": drawn.blurred(DESK, 2),
    "glare beside the number": drawn.with_glare(DESK, at=(0.6, 0.4)),
}


def read(picture: Picture) -> tuple[Side, Fields]:
    reading = read_card(drawn.pixels(drawn.jpeg(picture)), recognise, today=date(2026, 1, 1))
    return reading.side, reading.fields


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_the_number_of_a_drawn_front_is_read(picture: Picture) -> None:
    side, fields = read(picture)
    assert (side, fields.number, fields.sex, fields.birth) == (Side.FRONT, drawn.number(), "女", drawn.BIRTH)
    assert fields.name.startswith(drawn.NAME)


@pytest.mark.parametrize("quarters", [0, 1, 2])
def test_authority_and_validity_of_a_drawn_back_are_read(quarters: int) -> None:
    side, fields = read(drawn.turned(drawn.on_a_desk(drawn.back()), quarters))
    assert (side, fields.authority) == (Side.BACK, drawn.AUTHORITY)
    assert (fields.valid_from, fields.valid_to) == (drawn.VALID_FROM, drawn.VALID_TO)


def test_a_long_term_card_is_read() -> None:
    assert read(drawn.back(drawn.VALID_FROM, None))[1].long_term


@pytest.mark.parametrize("picture", [drawn.blurred(DESK, 8), drawn.on_a_desk(drawn.front())[:, :500]])
def test_what_cannot_be_read_gives_no_number(picture: Picture) -> None:
    assert read(picture)[1].number == ""
