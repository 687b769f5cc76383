"""Two records of one person, and their merge."""

import pytest

from selfexam.records.domain.decide_merge import approve_merge
from selfexam.records.models import RecordMerge, StudentRecord
from tests.cast import Cast
from tests.records.asking import held_record, merge_of

Pair = tuple[StudentRecord, StudentRecord]


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def pair(cast: Cast) -> Pair:
    """Source and target, of one person with one account."""
    source = held_record(cast)
    target = held_record(cast, holder=source.holder, id_number=source.id_number)
    return source, target


def merged(cast: Cast, source: StudentRecord, target: StudentRecord, word: str = "") -> RecordMerge:
    return approve_merge(merge_of(source, target, cast).uuid, word, by=cast.chen)


def facts(record: StudentRecord) -> list[tuple[str, str, str, str]]:
    rows = record.credits.select_related("course").order_by("course__code", "year")
    return [(c.course.code, c.shown_mark, c.source, c.origin) for c in rows]
