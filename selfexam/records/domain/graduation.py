"""Marks a student record as graduated. Called when the certificate has been registered (notice 一(三))."""

from datetime import date

from selfexam.records.models import StudentRecord


def graduate(record: StudentRecord, *, on: date) -> None:
    """Write the graduation date once; a date that is there stays (考籍: one graduation per 准考证号)."""
    StudentRecord.objects.filter(pk=record.pk, graduated_on=None).update(graduated_on=on)
