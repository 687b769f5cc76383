"""Whether a frame may be used: the same limits for a proposal and for one that was moved by hand. Called by
searching.py and, for every step by hand, by the act and its page.
"""

from applications.photos.cropping.frame import Frame, Size
from applications.photos.cropping.guide import Guide
from applications.photos.cropping.refusal import MOST_ENLARGEMENT, MOST_TURN, Refusal
from applications.photos.cropping.subject import Subject

# Half a pixel is rounding; nothing is ever filled in.
_ROUNDING = 0.5
_TOO_FAR_ROUND = f"最多转 {MOST_TURN:.0f}°"
_TOO_LARGE = f"最多放大 {MOST_ENLARGEMENT} 倍，再放大就模糊了"
_AT_THE_EDGE = "已经到原照片的边，外面没有画面了"
_BY_HAND = {
    "head_top": "再移动，头顶就离上边太近或太远了",
    "eye_line": "再移动，眼睛就太高或太低了",
    "centred": "再移动，人像就不居中了",
    "face_width": "再缩放，脸的大小就不符合要求了",
    "roll": "再转动，双眼就不水平了",
}


def as_numbers() -> dict[str, object]:
    """The limits and their sentences, for the script that lets a frame be dragged within them."""
    return {
        "turn": MOST_TURN,
        "scale": MOST_ENLARGEMENT,
        "rounding": _ROUNDING,
        "said": {
            **_BY_HAND,
            "turn": _TOO_FAR_ROUND,
            "scale": _TOO_LARGE,
            "margin": _AT_THE_EDGE,
        },
    }


def sides_outside(frame: Frame, source: Size, result: Size) -> tuple[str, ...]:
    """The edges of the source that the window leaves, in words."""
    corners = frame.corners(result)
    across, down = [x for x, _ in corners], [y for _, y in corners]
    wide, high = source
    outside = {
        "上边": min(down) < -_ROUNDING,
        "左边": min(across) < -_ROUNDING,
        "右边": max(across) > wide + _ROUNDING,
        "下边": max(down) > high + _ROUNDING,
    }
    return tuple(side for side, is_out in outside.items() if is_out)


def why_not(frame: Frame, source: Size, subject: Subject, guide: Guide) -> Refusal | None:
    """The reason why this frame cannot be used, in words for somebody who is moving it; None if it can."""
    if abs(frame.turn) > MOST_TURN:
        return Refusal("roll", _TOO_FAR_ROUND)
    if not 0 < frame.scale <= MOST_ENLARGEMENT:
        return Refusal("enlargement", _TOO_LARGE)
    if sides_outside(frame, source, guide.size):
        return Refusal("margin", _AT_THE_EDGE)
    broken = guide.broken(subject.placed_by(frame, guide.size))
    return Refusal(broken, _BY_HAND[broken]) if broken else None
