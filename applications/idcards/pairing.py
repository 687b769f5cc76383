"""Looks at the two pictures of a card together: swapped, or the same side twice. Pure; called by the pages."""

from dataclasses import dataclass

from applications.idcards.fields import Side
from applications.idcards.findings import Finding, Severity

WORDS = {Side.FRONT: "人像面", Side.BACK: "国徽面"}


@dataclass(frozen=True)
class Slot:
    """One picture: the side it should show, the side that was read (None: not read), and its file's digest."""

    wanted: Side
    seen: Side | None
    digest: str


def side_finding(slot: Slot, other: Slot | None) -> Finding | None:
    """What is wrong with the place of this picture; None if nothing is, or nothing is known."""
    if other is not None and slot.digest == other.digest:
        # Two copies of one file need no reading; once it was read, only the wrong place is told.
        if slot.seen == slot.wanted:
            return None
        return _twice(slot, slot.seen)
    if slot.seen not in WORDS or slot.seen == slot.wanted:
        return None
    if other is not None and other.seen == slot.seen:
        return _twice(slot, slot.seen)
    if other is not None and other.seen == slot.wanted:
        return Finding("swapped", Severity.WARN, "正反面传反了", f"请在这里换成{WORDS[slot.wanted]}")
    said = f"这张是{WORDS[slot.seen]}，这里要{WORDS[slot.wanted]}"
    return Finding("wrong_side", Severity.WARN, said, f"请换成{WORDS[slot.wanted]}")


def _twice(slot: Slot, seen: Side | None) -> Finding:
    said = f"两张都是{WORDS[seen]}" if seen in WORDS else "两张是同一张图片"
    return Finding("same_side_twice", Severity.WARN, said, f"请在这里换成{WORDS[slot.wanted]}")
