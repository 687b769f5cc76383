"""The history of a record and its credits: what changed, from what to what, by whom and when. Append-only."""

from django.db import models
from encrypted_fields.fields import EncryptedCharField

from selfexam.append_only import AppendOnly
from selfexam.records.models.student_record import StudentRecord


class RecordEvent(AppendOnly):
    """One act on one record; `changes` lists (what, from, to) in the words of the pages, empty for nothing before.

    An ID number is never written into `changes`: the one it had before stands encrypted beside them.
    """

    record = models.ForeignKey(StudentRecord, models.PROTECT, related_name="events", verbose_name="考籍")
    label = models.CharField("做了什么", max_length=40)
    changes = models.JSONField("改动", default=list)
    note = models.CharField("说明", max_length=300, blank=True)
    id_number_before = EncryptedCharField("原证件号码", max_length=200, null=True, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField("经办", max_length=40)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = verbose_name_plural = "考籍记录"
        indexes = (models.Index(fields=("record", "-at"), name="record_event_of_record"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.label}"
