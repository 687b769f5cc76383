"""That a candidate was reminded of missing papers: once an application, which the row itself holds."""

from django.db import models

from applications.models.application import Application


class PaperReminder(models.Model):
    application = models.OneToOneField(Application, models.CASCADE, related_name="paper_reminder")
    due_at = models.DateTimeField("截止时间")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "材料提醒"

    def __str__(self) -> str:
        return f"{self.application}"
