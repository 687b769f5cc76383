"""What was changed in a batch, by whom and when: an extended deadline has to be provable. Append-only."""

from django.db import models

from selfexam.append_only import AppendOnly
from selfexam.catalogue.models.batch import Batch


class BatchEvent(AppendOnly):
    """One saving of the batch form; `changes` lists what differed as label, from, to, in the words of the page."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="events", verbose_name="批次")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="经办")
    at = models.DateTimeField("时间", auto_now_add=True)
    label = models.CharField("做了什么", max_length=20)
    changes = models.JSONField("改动", default=list)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = verbose_name_plural = "批次记录"

    def __str__(self) -> str:
        return f"{self.batch} {self.label}"
