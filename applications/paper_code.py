"""The code on a cover sheet: M and the first twelve digits of the application's uuid. Pure.

It says nothing about the person, cannot be guessed, and never looks like a 准考证号, which is twelve decimal digits.
"""

import re
from uuid import UUID

from selfexam import typed

_CODE = re.compile(r"M([0-9A-F]{12})")
# What people type for the digits that look alike; neither letter occurs in a code.
_ALIKE = str.maketrans("OIL", "011")


def code_of(uuid: UUID) -> str:
    return f"M{uuid.hex[:12].upper()}"


def code_in(text: str) -> str:
    """The code that stands anywhere in a text: a sheet scanned into the wrong field. Empty if there is none."""
    found = _CODE.search(text.upper())
    return found[0] if found else ""


def uuids_of(text: str) -> tuple[UUID, UUID] | None:
    """The first and the last uuid that a typed or scanned code may stand for; None if it is no code."""
    found = _CODE.fullmatch(typed.number(text).translate(_ALIKE))
    return (UUID(f"{found[1]}{'0' * 20}"), UUID(f"{found[1]}{'f' * 20}")) if found else None
