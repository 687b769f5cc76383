"""Corrections and merges as far as a test wants them, walked there by the domain's own acts."""

from collections.abc import Mapping
from typing import Any

from selfexam.records.domain.ask_correction import ask_correction
from selfexam.records.domain.ask_merge import ask_merge
from selfexam.records.domain.check_correction import forward_correction
from selfexam.records.models import Correction, RecordMerge, StudentRecord
from selfexam.records.refusals import RecordRefused
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.applications import jpeg
from tests.factories.records import RecordFactory


def held_record(cast: Cast, **fields: Any) -> StudentRecord:
    """A record of the cast's school whose holder has an account."""
    record: StudentRecord = RecordFactory(school=cast.school, plan=cast.plan, **fields)
    if record.holder is None:
        record.holder = UserFactory(name=record.name)
        record.save(update_fields=["holder"])
    return record


def asked(record: StudentRecord, wishes: Mapping[str, str] | None = None) -> Correction:
    assert record.holder is not None
    return ask_correction(record.uuid, wishes or {"name": "林小禾"}, "报名时录错", [jpeg()], by=record.holder)


def forwarded(cast: Cast, record: StudentRecord, wishes: Mapping[str, str] | None = None) -> Correction:
    return forward_correction(asked(record, wishes).uuid, "已核对原件", by=cast.reviewer)


def merge_of(source: StudentRecord, target: StudentRecord, cast: Cast) -> RecordMerge:
    return ask_merge(source.uuid, target.uuid, "重复报名", by=cast.chief)


def refusal(act: Any) -> str:
    """The sentence with which `act` is refused; empty if it is not."""
    try:
        act()
    except RecordRefused as refused:
        return refused.sentence
    return ""
