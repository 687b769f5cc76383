"""Marks a student record as graduated. Called when the certificate has been registered (notice 一(三))."""

from datetime import date

from django.db import transaction

from selfexam.accounts.actors import SYSTEM
from selfexam.records.history import Entry, remember
from selfexam.records.models import StudentRecord


@transaction.atomic
def graduate(record: StudentRecord, *, on: date) -> None:
    """Write the graduation date once; a date that is there stays (考籍: one graduation per 准考证号)."""
    if StudentRecord.objects.filter(pk=record.pk, graduated_on=None).update(graduated_on=on):
        remember([Entry(record.pk, "毕业", [("毕业日期", "", on.isoformat())])], by=SYSTEM)
