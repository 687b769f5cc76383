"""One step of the fine adjustment: how the frame changes when the person in the result moves, grows or turns."""

from enum import StrEnum

from applications.photos.cropping.frame import Frame, Size

STEP = 6.0  # pixels of the result
GROWTH = 1.02
TURN = 0.5  # degrees


class Move(StrEnum):
    """Named after what the person in the picture does."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    LARGER = "larger"
    SMALLER = "smaller"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"


_SHIFTS = {Move.UP: (0.0, STEP), Move.DOWN: (0.0, -STEP), Move.LEFT: (STEP, 0.0), Move.RIGHT: (-STEP, 0.0)}
_SCALES = {Move.LARGER: GROWTH, Move.SMALLER: 1 / GROWTH}
_TURNS = {Move.TURN_LEFT: TURN, Move.TURN_RIGHT: -TURN}


def moved(frame: Frame, move: Move, result: Size) -> Frame:
    """The frame after one step; whether it may be used is for limits.py to say."""
    wide, high = result
    across, down = _SHIFTS.get(move, (0.0, 0.0))
    x, y = frame.to_source((wide / 2 + across, high / 2 + down), result)
    return Frame(frame.turn + _TURNS.get(move, 0.0), frame.scale * _SCALES.get(move, 1.0), x, y).rounded()
