"""What an audit finds, as a sentence with its code and weight."""

from dataclasses import asdict, dataclass
from typing import Any

BLOCKS, REVIEW, NOTE = "blocks", "review", "note"
# The code of the finding that courses and credits could not be decided by machine.
UNDECIDED = "search_cut"


@dataclass(frozen=True)
class Finding:
    """`severity`: blocks graduation, is for a reviewer to decide (review), or is only good to know (note)."""

    code: str
    severity: str
    message: str
    slot: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
