"""Puts lines of text into rows, as a person reads them: top to bottom, left to right. Lines have been levelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from applications.idcards.lines import Line


@dataclass(frozen=True)
class Row:
    """Lines at one height, from left to right."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Without any white space: a reader puts it where it likes."""
        return "".join("".join(line.text.split()) for line in self.lines)

    @property
    def left(self) -> float:
        return self.lines[0].left

    @property
    def height(self) -> float:
        return self.lines[0].centre[1]


def rows(lines: Sequence[Line]) -> list[Row]:
    """Two lines stand in one row if their middles are less than 0.6 of a usual line's height apart."""
    if not lines:
        return []
    apart = 0.6 * median(line.sides[1] for line in lines)
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.centre[1]):
        # Compared with the mean of the row, so that a slight slope does not chain two rows together.
        if groups and line.centre[1] - _middle(groups[-1]) < apart:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Row(tuple(sorted(group, key=lambda line: line.left))) for group in groups]


def upside_down(found: Sequence[Row]) -> list[Row]:
    """The same rows, had the picture been turned by half a turn."""
    return [Row(tuple(line.turned(180) for line in reversed(row.lines))) for row in reversed(found)]


def _middle(group: Sequence[Line]) -> float:
    return sum(line.centre[1] for line in group) / len(group)
