"""Looks for the frame nearest to the aim that lies within the source and meets every band, or says why none does."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from applications.photos.cropping.frame import Frame, Size
from applications.photos.cropping.guide import (
    HEAD,
    HEAD_LEAST,
    HEAD_MOST,
    OFF_CENTRE,
    TOP,
    TOP_LEAST,
    TOP_MOST,
    Guide,
)
from applications.photos.cropping.limits import sides_outside
from applications.photos.cropping.refusal import (
    DOES_NOT_FIT,
    MOST_ENLARGEMENT,
    MOST_TURN,
    CannotCrop,
    Refusal,
    no_margin,
    too_small,
    too_tilted,
)
from applications.photos.cropping.subject import Subject

# What is measured after the crop differs by this much, in pixels, from what was expected before.
_SAFE = 4.0
_RESIDUES = (0.0, 1.5, -1.5)  # degrees left unturned where the turned window would not fit


@dataclass(frozen=True)
class _Aim:
    head: float
    top: float
    off: float
    residue: float

    @property
    def cost(self) -> float:
        """0 for the aim itself; 1 is about as far as one of them may go."""
        return (
            abs(self.head - HEAD) / (HEAD_MOST - HEAD)
            + abs(self.top - TOP) / (TOP - TOP_LEAST)
            + abs(self.off) / OFF_CENTRE
            + abs(self.residue)
        )


def _steps(least: float, most: float, step: float) -> Iterator[float]:
    for number in range(round((most - least) / step) + 1):
        yield least + number * step


_AIMS = sorted(
    (
        _Aim(head, top, off, residue)
        for head in _steps(HEAD_LEAST, HEAD_MOST, 0.01)
        for top in _steps(TOP_LEAST, TOP_MOST, 0.01)
        for off in (0.0, -5.0, 5.0, -10.0, 10.0, -15.0, 15.0)
        for residue in _RESIDUES
    ),
    key=lambda aim: aim.cost,
)


def best_frame(subject: Subject, source: Size, guide: Guide) -> Frame:
    """Raises CannotCrop."""
    if abs(subject.roll) > MOST_TURN:
        raise CannotCrop(too_tilted(subject.roll))
    fitting = []
    for frame in _frames(subject, guide):
        if frame.scale <= MOST_ENLARGEMENT and not sides_outside(frame, source, guide.size):
            return frame
        fitting.append(frame)
    raise CannotCrop(_reason(fitting, source, guide.size))


def _reason(fitting: Sequence[Frame], source: Size, result: Size) -> Refusal:
    """Of the frames that meet the bands and yet cannot be used, what the nearest lacks."""
    if not fitting:
        return DOES_NOT_FIT
    small_enough = [frame for frame in fitting if frame.scale <= MOST_ENLARGEMENT]
    if not small_enough:
        return too_small(min(frame.scale for frame in fitting))
    least = min(small_enough, key=lambda frame: _overflow(frame, source, result))
    return no_margin(sides_outside(least, source, result))


def _frames(subject: Subject, guide: Guide) -> Iterator[Frame]:
    """Frames that meet every band, the nearest to the aim first, wherever they lie."""
    for aim in _AIMS:
        frame = _frame(aim, subject, guide.size)
        if guide.broken(subject.placed_by(frame, guide.size), margin=_SAFE) is None:
            yield frame


def _frame(aim: _Aim, subject: Subject, result: Size) -> Frame:
    """The frame that puts crown, chin and middle of the face where `aim` wants them."""
    high = result[1]
    turn = subject.roll - aim.residue
    angle = math.radians(turn)
    cos, sin = math.cos(angle), math.sin(angle)
    (crown_x, crown_y), (chin_x, chin_y) = subject.crown, subject.chin
    tall = (chin_y - crown_y) * cos - (chin_x - crown_x) * sin
    scale = aim.head * high / max(tall, 1.0)
    # In the turned source: the middle of the window lies this far from the eyes and from the crown.
    across = cos * subject.eyes[0] + sin * subject.eyes[1] - aim.off / scale
    down = -sin * crown_x + cos * crown_y + (high / 2 - aim.top * high) / scale
    return Frame(turn, scale, cos * across - sin * down, sin * across + cos * down)


def _overflow(frame: Frame, source: Size, result: Size) -> float:
    corners = frame.corners(result)
    across, down = [x for x, _ in corners], [y for _, y in corners]
    wide, high = source
    outside = (-min(across), max(across) - wide, -min(down), max(down) - high)
    return sum(max(0.0, length) for length in outside) * frame.scale
