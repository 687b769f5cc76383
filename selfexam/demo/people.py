"""The demonstration's people and desks, before anybody has done anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from applications.audit.auditing import audit
from applications.audit.facts import facts_for
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, School
from selfexam.demo.accounts import give_known_password, make_desks
from selfexam.demo.walk import Walk
from selfexam.records.domain.activate import activate
from selfexam.records.models import StudentRecord


@dataclass
class People:
    """Takes people from two queues, those who may graduate and those who may not yet, and walks each as far as told."""

    desks: dict[str, User]
    now: Batch
    last: Batch
    ready: Iterator[StudentRecord]
    lacking: Iterator[StudentRecord]
    count: int = 0

    @classmethod
    def prepare(cls) -> Self:
        schools = list(School.objects.order_by("-code"))
        records = list(StudentRecord.objects.select_related("programme", "plan", "school").order_by("admission_number"))
        verdicts = [audit(facts).verdict for facts in facts_for(records)]
        pairs = list(zip(records, verdicts, strict=True))
        return cls(
            desks=make_desks(schools),
            now=Batch.objects.get(code="demo-now"),
            last=Batch.objects.get(code="demo-last"),
            ready=iter([record for record, verdict in pairs if verdict != "fail"]),
            lacking=iter([record for record, verdict in pairs if verdict == "fail"]),
        )

    def walk(self, record: StudentRecord, *, known: bool = False) -> Walk:
        """An activated candidate; with `known` the account has the demonstration's password and is listed."""
        user = activate(record, password=None)
        if known:
            give_known_password(user)
        record.refresh_from_db()
        self.count += 1
        return Walk(record, user, self.count)

    def reviewer(self, record: StudentRecord) -> User:
        return next(u for u in self.desks.values() if u.role == "school_reviewer" and u.school_id == record.school_id)
