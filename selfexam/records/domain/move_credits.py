"""The credits of an ended record move to the one that goes on, with source 合并; where they come from stays visible.

Called by decide_merge.py in its transaction. Passes of one course in different sittings all move: the audit counts the
best once. Two passes of one course and sitting are one fact recorded twice: the better moves, the other stays behind.
Cancelled passes (违纪取消) move with their reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selfexam.records.history import Change
from selfexam.records.models import Credit, StudentRecord
from selfexam.records.refusals import RecordRefused

MERGED = Credit.Source.MERGED
_POINTS = {"优秀": 90, "良好": 80, "中等": 70, "合格": 60}


@dataclass(frozen=True)
class Moved:
    """What came to the target, in the words of its history, and what stayed with the source."""

    changes: Sequence[Change]
    left: Sequence[str]

    @property
    def left_in_words(self) -> str:
        return f"同一考次重复、没有转入：{'；'.join(self.left)}" if self.left else ""


def move_credits(source: StudentRecord, target: StudentRecord) -> Moved:
    """The best first, so that of doubles the better one finds its place free."""
    changes: list[Change] = []
    left: list[str] = []
    rows = sorted(source.credits.select_related("course"), key=_worth, reverse=True)
    for credit in rows:
        there = _twin(credit, target)
        if there is not None and _worth(credit) <= _worth(there):
            left.append(credit.in_words)
            continue
        if there is not None:
            there.delete()
        changes.append((credit.in_words, "", f"{credit.shown_mark or '没有分数'}{_cancelled(credit)}"))
        _move(credit, source, target)
        if there is not None:
            left.append(_left_behind(there, source))
    return Moved(changes, left)


def what_moves(source: StudentRecord, target: StudentRecord) -> dict[int, bool]:
    """By key of each credit of `source`: whether it would move. The same order and comparison as `move_credits`."""
    there = {
        (credit.course_id, credit.year, credit.month): _worth(credit) for credit in target.credits.filter(source=MERGED)
    }
    found: dict[int, bool] = {}
    for credit in sorted(source.credits.all(), key=_worth, reverse=True):
        place = credit.course_id, credit.year, credit.month
        found[credit.pk] = place not in there or _worth(credit) > there[place]
        if found[credit.pk]:
            there[place] = _worth(credit)
    return found


def _worth(credit: Credit) -> tuple[bool, int]:
    """A pass that counts before a cancelled one, then by the mark; one without a mark last."""
    points = credit.mark if credit.mark is not None else _POINTS.get(credit.grade, -1)
    return credit.cancelled_on is None, points


def _twin(credit: Credit, record: StudentRecord) -> Credit | None:
    twins = record.credits.filter(course=credit.course_id, source=MERGED, year=credit.year, month=credit.month)
    return twins.select_related("course").first()


def _left_behind(worse: Credit, source: StudentRecord) -> str:
    """What an earlier merge had brought gives way to the better one, and stays with the record that ends now."""
    if _twin(worse, source) is not None:
        raise RecordRefused(f"{worse.course} 同一考次有三条成绩，请先改正成绩再合并")
    worse.pk, worse.record = None, source
    worse.save(force_insert=True)
    return worse.in_words


def _move(credit: Credit, source: StudentRecord, target: StudentRecord) -> None:
    Credit.objects.filter(pk=credit.pk).update(
        record=target,
        source=MERGED,
        origin=credit.origin or credit.source,
        merged_from=credit.merged_from_id or source.pk,
    )


def _cancelled(credit: Credit) -> str:
    return f"（违纪取消 {credit.cancelled_on}）" if credit.cancelled_on else ""
