"""The columns of the speed chart in the units of its drawing: one a day, with the line of what is needed."""

from dataclasses import dataclass
from datetime import date

from review.pace import Pace

HEIGHT, GROUND, STEP, WIDTH = 76, 84, 27, 18


@dataclass(frozen=True)
class Column:
    x: int
    y: int
    height: int
    day: date
    number: int
    is_today: bool


@dataclass(frozen=True)
class Chart:
    columns: list[Column]
    need: int
    end: int


def chart(pace: Pace) -> Chart:
    """`need` is the height of the dashed line; the tallest of columns and line fills the drawing."""
    top = max([pace.needed, *pace.decided.values(), 1])
    last = len(pace.decided) - 1
    columns = []
    for place, (day, number) in enumerate(pace.days):
        # What is not zero is seen.
        height = max(round(HEIGHT * number / top), 2 if number else 0)
        columns.append(Column(8 + STEP * place, GROUND - height, height, day, number, place == last))
    return Chart(columns, GROUND - round(HEIGHT * pace.needed / top), 8 + STEP * last + WIDTH)
