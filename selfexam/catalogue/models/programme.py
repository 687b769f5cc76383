"""Courses (课程) and programmes (专业)."""

from django.core.validators import RegexValidator
from django.db import models

from selfexam.catalogue.code_tables import Level


class Course(models.Model):
    """A course; its code keeps leading zeros, its credits depend on the plan that uses it."""

    code = models.CharField(
        "课程代码", max_length=5, unique=True, validators=[RegexValidator(r"^\d{5}$", "课程代码是 5 位数字")]
    )
    name = models.CharField("课程名称", max_length=60)

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "课程"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Programme(models.Model):
    """A programme at one level; several schools may examine it."""

    code = models.CharField(
        "专业代码", max_length=7, validators=[RegexValidator(r"^\d{6}[KT]?$", "专业代码是 6 位数字，可带 K 或 T")]
    )
    name = models.CharField("专业名称", max_length=50)
    level = models.CharField("层次", max_length=1, choices=Level.choices)
    schools = models.ManyToManyField("catalogue.School", related_name="programmes", verbose_name="主考学校")

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "专业"
        constraints = (
            models.UniqueConstraint(
                fields=("code", "level"),
                name="programme_code_is_unique_per_level",
                violation_error_message="同一层次已有这个专业代码",
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values),
                name="programme_level_is_known",
                violation_error_message="层次只能是专科或本科",
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with the level in brackets, as it is written on forms: 汉语言文学（专升本）."""
        return f"{self.name}（{'专升本' if self.level == Level.BACHELOR else '专科'}）"

    @property
    def is_bachelor(self) -> bool:
        return self.level == Level.BACHELOR
