"""Rooms above hear of changes to records inside the transaction, and what they raise undoes the change."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from selfexam.records import changed as changes
from selfexam.records.changed import changed, on_change
from selfexam.records.models import StudentRecord
from tests.factories.records import RecordFactory


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[frozenset[int]]]:
    monkeypatch.setattr(changes, "_LISTENERS", [])
    calls: list[frozenset[int]] = []
    listener = calls.append
    on_change(listener)
    on_change(listener)
    return calls


@pytest.mark.django_db
def test_a_listener_hears_once_of_each_record_and_never_of_nothing(heard: list[frozenset[int]]) -> None:
    with transaction.atomic():
        changed([3, 1, 3])
        changed([])
    assert heard == [frozenset({1, 3})]


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_is_refused(heard: list[frozenset[int]]) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        changed([1])
    assert heard == []


@transaction.atomic
def change_phone(record: StudentRecord) -> None:
    StudentRecord.objects.filter(pk=record.pk).update(phone="2")
    changed([record.pk])


@pytest.mark.django_db
def test_what_a_listener_raises_undoes_the_change(heard: list[frozenset[int]]) -> None:
    record = RecordFactory(phone="1")

    def refuse(keys: frozenset[int]) -> None:
        raise RuntimeError("no")

    on_change(refuse)
    with pytest.raises(RuntimeError):
        change_phone(record)
    record.refresh_from_db()
    assert (record.phone, heard) == ("1", [frozenset({record.pk})])
