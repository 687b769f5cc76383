"""What the state asks of every plan of a level, whatever the plan itself says (高等教育自学考试专业基本规范, 2021)."""

from django.db import models

from selfexam.catalogue.code_tables import Level


class LevelMinimum(models.Model):
    """At least so many courses and credits; 2021: 专科 15 and 70, 专升本 13 and 70 (domain.md 5.3)."""

    level = models.CharField("层次", max_length=1, choices=Level.choices, unique=True)
    least_courses = models.PositiveSmallIntegerField("最少门数")
    least_credits = models.PositiveSmallIntegerField("最少学分")
    source_note = models.CharField("来源说明", max_length=120, blank=True)

    class Meta:
        ordering = ("level",)
        verbose_name = verbose_name_plural = "国家基本规范"

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.least_courses} 门 {self.least_credits} 学分"
