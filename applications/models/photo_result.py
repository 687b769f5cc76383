"""What the check found in one upload, in narrow rows: the institute counts them by rule without reading any JSON.

They outlive the upload: the clock removes a superseded photo with all its measures, the count of failures stays.
"""

from django.db import models

from applications.models.application import Application
from applications.models.photo import Photo


class PhotoResult(models.Model):
    """One judged upload of an application; `photo` is empty once the upload has been removed."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="photo_results")
    photo = models.OneToOneField(Photo, models.SET_NULL, null=True, blank=True, related_name="result")
    verdict = models.CharField(max_length=8, choices=Photo.Verdict.choices)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ("application", "uploaded_at")
        verbose_name = verbose_name_plural = "照片检查"
        indexes = (models.Index(fields=("application", "uploaded_at"), name="photo_result_in_order"),)

    def __str__(self) -> str:
        return f"{self.application} {self.get_verdict_display()}"


class PhotoFinding(models.Model):
    """A rule that failed or raised a doubt; what passed has no row. `title` is the rule's name at the time."""

    result = models.ForeignKey(PhotoResult, models.CASCADE, related_name="findings")
    code = models.CharField(max_length=32)
    severity = models.CharField(max_length=6, choices=(("fail", "不合格"), ("warn", "待确认")))
    title = models.CharField(max_length=40)

    class Meta:
        ordering = ("result", "id")
        verbose_name = verbose_name_plural = "照片检查项"
        constraints = (models.UniqueConstraint(fields=("result", "code"), name="a_rule_is_counted_once_a_photo"),)

    def __str__(self) -> str:
        return f"{self.title} {self.get_severity_display()}"
