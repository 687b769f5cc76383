"""A passed course and where the pass came from."""

from django.db import models

from selfexam.catalogue.models import Course
from selfexam.records.models.student_record import StudentRecord


class CreditQuerySet(models.QuerySet["Credit"]):
    def counting(self) -> "CreditQuerySet":
        """Passes that count for graduation: all but the cancelled ones."""
        return self.filter(cancelled_on=None)


class Credit(models.Model):
    """One pass. Marks are out of 100 with 60 as pass; exemptions by qualification carry no mark (免考规定).

    A pass cancelled for misconduct (违纪取消, 条例 art. 37) stays here and counts no more.
    """

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
    # Of a pass that came by 合并: the record that earned it, and the source it had there.
    merged_from = models.ForeignKey(
        StudentRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原考籍"
    )
    origin = models.CharField("原来源", max_length=24, choices=Source.choices, blank=True)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancelled_why = models.CharField("取消原因", max_length=100, blank=True)

    objects = CreditQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=models.Q(cancelled_on=None, cancelled_why="")
                | (models.Q(cancelled_on__isnull=False) & ~models.Q(cancelled_why="")),
                name="cancelled_credits_say_when_and_why",
                violation_error_message="取消成绩要写明日期和原因",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_from=None, origin="")
                | (models.Q(merged_from__isnull=False, source="merged") & ~models.Q(origin="")),
                name="moved_credits_say_where_they_come_from",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record} {self.course}"

    @property
    def sitting(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def shown_mark(self) -> str:
        """The mark or the grade word; empty for exemptions without either."""
        return self.grade or ("" if self.mark is None else str(self.mark))

    @property
    def in_words(self) -> str:
        """How histories and messages name it: `00037 美学，统考 2023-04`."""
        return f"{self.course.code} {self.course.name}，{SOURCE_WORDS.get(self.source, self.source)} {self.sitting}"


# Looked up once: an import words every one of its rows, an audit every pass.
SOURCE_WORDS: dict[str, str] = dict(Credit.Source.choices)
