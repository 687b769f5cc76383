"""Judges a photo again from what was measured when it was uploaded; where that cannot be, from its file.

Pure but for the networks: called by trying.py, which knows the rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from applications.photos.measure import Measures, measure
from applications.photos.networks import load
from applications.photos.opening import Refused, open_picture
from applications.photos.plain import CannotRebuild
from applications.photos.rules import PhotoRules


@dataclass(frozen=True)
class Seen:
    """`measures` is None for a file that is no usable picture: no rule changes that. `opened` tells what it cost."""

    measures: Measures | None
    opened: bool


def see_again(
    stored: Mapping[str, Any], read: Callable[[], bytes], rules: PhotoRules, *, uploaded_bytes: int, networks: Path
) -> Seen:
    """From `stored`, or by `read` where it is of an earlier kind. Raises what `read` raises, and NetworksMissing."""
    remembered = _remembered(stored, rules)
    if remembered is not None:
        return Seen(remembered, opened=False)
    try:
        opened = open_picture(read())
    except Refused:
        return Seen(None, opened=True)
    seen = measure(opened, rules, load(networks), uploaded_bytes=uploaded_bytes, taken=_taken(stored))
    return Seen(seen, opened=True)


def _remembered(stored: Mapping[str, Any], rules: PhotoRules) -> Measures | None:
    """None for measures of an earlier kind, or of another frame than the rules want."""
    try:
        seen = Measures.from_json(stored)
    except CannotRebuild:
        return None
    return seen if seen.suits(rules) else None


def _taken(stored: Mapping[str, Any]) -> datetime | None:
    """The camera's time, which is no longer in the file: measures of any kind may still know it."""
    file = stored.get("file")
    noted = stored.get("taken") or (file.get("taken") if isinstance(file, Mapping) else None)
    try:
        return datetime.fromisoformat(noted) if isinstance(noted, str) else None
    except ValueError:
        return None
