"""What stands on a card, as far as it could be read; empty where it could not. Kept as one encrypted text."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """`OTHER` is a picture with text that is no resident identity card; `NONE` one without enough text to tell."""

    FRONT = "front"
    BACK = "back"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True)
class Fields:
    """`number` is there only if its check digit is right; `valid_to` is None if not read, and when `long_term`.

    `sure` is the lowest confidence of the reader among the lines used, 0 to 1.
    """

    name: str = ""
    sex: str = ""  # 男 or 女
    ethnicity: str = ""  # without 族
    birth: date | None = None
    address: str = ""
    number: str = ""
    number_unclear: bool = False  # 18 characters were seen, but the check digit does not belong to them
    authority: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False
    sure: float = 1.0

    def to_text(self) -> str:
        return json.dumps(asdict(self), default=date.isoformat, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str | None) -> "Fields":
        """What `to_text` wrote; nothing for an empty text and for keys of another release."""
        if not text:
            return cls()
        stored: dict[str, Any] = json.loads(text)
        known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        for name in ("birth", "valid_from", "valid_to"):
            known[name] = date.fromisoformat(known[name]) if known.get(name) else None
        return cls(**known)
