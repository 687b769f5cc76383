"""What the page draws of a frame: the window over the original, and the original moved under the window of the result.

Both are SVG attributes of one picture, so a preview needs neither JavaScript nor another request.
"""

import json
from dataclasses import dataclass

from applications.photos.cropping.frame import Frame, Size
from applications.photos.cropping.guide import Guide
from applications.photos.cropping.limits import as_numbers
from applications.photos.cropping.moving import GROWTH, STEP, TURN
from applications.photos.cropping.subject import Subject
from applications.photos.cropping.words import scaled, turned


@dataclass(frozen=True)
class Drawn:
    """`matrix` and `window` go into SVG; `numbers` is what the script needs to hold the same limits."""

    width: int
    height: int
    matrix: str
    window: str
    said: str
    numbers: str


def drawn(frame: Frame, proposal: Frame, source: Size, subject: Subject, guide: Guide) -> Drawn:
    way = frame.matrix(guide.size)
    columns = [way[row, column] for column in range(3) for row in range(2)]
    return Drawn(
        width=source[0],
        height=source[1],
        matrix=f"matrix({' '.join(f'{value:.6g}' for value in columns)})",
        window=" ".join(f"{x:.1f},{y:.1f}" for x, y in frame.corners(guide.size)),
        said=f"{turned(frame.turn)}，{scaled(frame.scale)}",
        numbers=json.dumps(
            {
                "proposal": proposal.to_json(),
                "source": source,
                "result": guide.size,
                "subject": subject.to_json(),
                "bands": guide.bands,
                "steps": {"shift": STEP, "growth": GROWTH, "turn": TURN},
                "limits": as_numbers(),
            },
            ensure_ascii=False,
        ),
    )
