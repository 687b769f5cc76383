"""Self-appraisals that share most of their text: seen by reviewers only, a candidate never learns of another."""

from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from selfexam.catalogue.models import Batch


class AppraisalBand(models.Model):
    """One of the numbers of a handed-in text's sketch (applications/appraisals/sketch.py)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="appraisal_bands")
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="+", db_index=False)
    value = models.BigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "自我鉴定指纹"
        indexes = (models.Index(fields=("batch", "value"), name="appraisal_band"),)

    def __str__(self) -> str:
        return f"{self.application} {self.value}"


class AppraisalLikenessQuerySet(models.QuerySet["AppraisalLikeness"]):
    def of(self, application: Application) -> "AppraisalLikenessQuerySet":
        return self.filter(Q(first=application) | Q(second=application))


class AppraisalLikeness(models.Model):
    """One row a pair, the older application first; `percent` is how much of the shorter text stands in the other."""

    first = models.ForeignKey(Application, models.CASCADE, related_name="like_appraisals_later")
    second = models.ForeignKey(Application, models.CASCADE, related_name="like_appraisals_earlier")
    percent = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField(auto_now_add=True)

    objects = AppraisalLikenessQuerySet.as_manager()

    class Meta:
        ordering = ("-percent", "first", "second")
        verbose_name = verbose_name_plural = "相似的自我鉴定"
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="two_appraisals_are_alike_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_older_appraisal_stands_first"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="likeness_is_a_percentage"),
        )

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second}"

    def beside(self, application: Application) -> int:
        """The key of the other one of the two."""
        return self.second_id if self.first_id == application.pk else self.first_id
