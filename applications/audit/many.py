"""Audits of many records at a time: a constant number of queries for every five hundred of them, bounded memory."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from applications.audit.auditing import Audit, audit
from applications.audit.facts import facts_for
from selfexam.records.models import StudentRecord

AT_A_TIME = 500


def audits_of(
    records: QuerySet[StudentRecord],
    today: date | None = None,
    graduates: Callable[[list[int]], Collection[int]] = lambda keys: (),
) -> Iterator[tuple[StudentRecord, Audit]]:
    """Each record with its audit, by ascending key; a record that appears meanwhile may or may not be among them.

    `graduates` says which of these records graduate by what is audited: to them that graduation is no obstacle.
    """
    last = 0
    while rows := list(records.select_related("programme").filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        these = graduates([row.pk for row in rows])
        for record, facts in zip(rows, facts_for(rows, today), strict=True):
            yield record, audit(replace(facts, graduated_on=None) if record.pk in these else facts)
        last = rows[-1].pk
