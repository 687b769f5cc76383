"""The thin door to rapidocr (PP-OCRv6, models inside its wheel, no network). Imported by the card worker only.

Text that was read is personal data: the package's own log is silenced.
"""

import functools
from typing import Any

import numpy as np

from applications.idcards.lines import LONGEST_TEXT, Line, Picture

# One thread: a worker beside it must not wait, and two make a card only a fifth faster.
_SETTINGS: dict[str, Any] = {
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_MOST_LINES = 100


@functools.cache
def _engine() -> Any:
    """Loaded at the first card of a process, kept for all others. Raises ImportError without the extra."""
    from rapidocr import RapidOCR

    return RapidOCR(params=_SETTINGS)


def recognise(picture: Picture) -> list[Line]:
    """The lines of text in an RGB picture, at most a hundred, in no particular order."""
    result = _engine()(np.ascontiguousarray(picture[:, :, ::-1]))
    if result.boxes is None or result.txts is None:
        return []
    found = zip(result.boxes, result.txts, result.scores, strict=True)
    return [_line(box, text, score) for box, text, score in list(found)[:_MOST_LINES]]


def _line(box: Any, text: str, score: float) -> Line:
    a, b, c, d = ((float(x), float(y)) for x, y in box)
    return Line(str(text)[:LONGEST_TEXT], (a, b, c, d), float(score))
