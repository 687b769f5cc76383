"""A passed course and where the pass came from."""

from django.db import models

from selfexam.catalogue.models import Course
from selfexam.records.models.student_record import StudentRecord


class Credit(models.Model):
    """One pass. Marks are out of 100 with 60 as pass; exemptions by qualification carry no mark (免考规定)."""

    class Source(models.TextChoices):
        EXAM = "exam", "统考"
        PRACTICE = "practice", "实践考核"
        EXEMPT_QUALIFICATION = "exempt_qualification", "免考（学历）"
        EXEMPT_CERTIFICATE = "exempt_certificate", "免考（证书）"
        SUBSTITUTION = "substitution", "顶替"
        BRIDGING = "bridging", "学分互认"
        TRANSFER = "transfer", "省际转入"
        MERGED = "merged", "合并"

    record = models.ForeignKey(StudentRecord, models.CASCADE, related_name="credits", verbose_name="考籍")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+", verbose_name="课程")
    mark = models.PositiveSmallIntegerField("成绩", null=True, blank=True)
    grade = models.CharField("等级", max_length=8, blank=True)
    year = models.PositiveSmallIntegerField("考次年份")
    month = models.PositiveSmallIntegerField("考次月份")
    source = models.CharField("来源", max_length=24, choices=Source.choices, default=Source.EXAM)

    class Meta:
        ordering = ("record", "course", "year", "month")
        verbose_name = verbose_name_plural = "合格成绩"
        constraints = (
            models.UniqueConstraint(
                fields=("record", "course", "source", "year", "month"),
                name="credit_is_recorded_once",
                violation_error_message="这门课程这一考次的成绩已经有了",
            ),
            models.CheckConstraint(
                condition=models.Q(month__range=(1, 12)),
                name="credit_month_exists",
                violation_error_message="月份是 1 到 12",
            ),
            models.CheckConstraint(
                condition=models.Q(mark=None) | models.Q(mark__lte=100),
                name="credit_mark_is_at_most_100",
                violation_error_message="成绩不能超过 100 分",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record} {self.course}"

    @property
    def sitting(self) -> str:
        return f"{self.year}-{self.month:02d}"
