"""Fetches the records of an act for writing: within what the actor may see, locked, always in the same order.

Every act locks its records before it writes anything else: history points to them, and two acts that took request and
record the other way round would wait for each other.
"""

from collections.abc import Sequence

from selfexam.accounts.actors import Actor
from selfexam.records.models import StudentRecord
from selfexam.records.refusals import RecordRefused


def locked(keys: Sequence[int], *, by: Actor) -> list[StudentRecord]:
    """In the order of `keys`; raises StudentRecord.DoesNotExist for what `by` may not see."""
    seen = StudentRecord.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {record.pk: record for record in seen}
    if len(found) != len(set(keys)):
        raise StudentRecord.DoesNotExist
    return [found[key] for key in keys]


def refuse_over(record: StudentRecord, what: str) -> None:
    """A record that has graduated or ended is history."""
    number = record.admission_number
    if record.merged_into_id is not None:
        raise RecordRefused(f"准考证号 {number} 已合并到另一个准考证号，不能{what}")
    if record.graduated_on is not None:
        raise RecordRefused(f"准考证号 {number} 已经毕业，不能{what}")


def short(text: str, what: str, most: int = 300) -> str:
    """The words of a reason or opinion, which may not be missing."""
    words = text.strip()
    if not words:
        raise RecordRefused(f"请写明{what}")
    if len(words) > most:
        raise RecordRefused(f"{what}最多 {most} 字，请缩短")
    return words
