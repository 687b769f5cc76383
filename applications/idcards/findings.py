"""What is doubtful about a card, in a form that pages show and the database keeps. Nothing here decides anything."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """`warn` is something to put right or to look at; `note` only says how sure the reading is."""

    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """`message` says what is the matter, `advice` what to do. Never a number, a name or a date read from a card:

    findings of the picture are kept as plain JSON.
    """

    code: str
    severity: Severity
    message: str
    advice: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"severity": self.severity.value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Finding":
        return cls(stored["code"], Severity(stored["severity"]), stored["message"], stored.get("advice", ""))
