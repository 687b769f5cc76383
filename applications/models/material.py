"""Material lists (材料清单) as data: which papers a candidate of a route and level hands in (notice, annexes 2–4)."""

import uuid

from django.db import models
from django.db.models import Q

from selfexam.append_only import AppendOnly
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch, School


class MaterialRule(models.Model):
    """One line of a list; an empty school or batch means every one.

    `line` is the same in a copy and after a change of name, so what was received for a line stays received.
    """

    class Block(models.TextChoices):
        GRADUATION = "graduation", "毕业材料"
        EXEMPTION = "exemption", "免考材料"

    class Form(models.TextChoices):
        PAPER = "paper", "纸质"
        ELECTRONIC = "electronic", "电子"

    line = models.UUIDField(default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, blank=True, related_name="+")
    route = models.CharField("考生类别", max_length=10, choices=Route.choices)
    level = models.CharField("层次", max_length=1, choices=Level.choices, blank=True)
    block = models.CharField("材料类别", max_length=12, choices=Block.choices)
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("材料名称", max_length=60)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    form = models.CharField("提交方式", max_length=12, choices=Form.choices, default=Form.PAPER)
    requirement = models.CharField("具体要求", max_length=120, blank=True)
    place = models.CharField("交到哪里", max_length=80, blank=True)
    due_at = models.DateTimeField("截止时间", null=True, blank=True)

    class Meta:
        ordering = ("-block", "position")
        verbose_name = verbose_name_plural = "材料清单"
        constraints = (
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(batch__isnull=False),
                name="a_line_with_a_deadline_names_its_batch",
                violation_error_message="只有某一批次的清单才能写截止时间",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_paper(self) -> bool:
        return self.form == self.Form.PAPER


class MaterialList(models.Model):
    """That a list is kept on the pages, apart from imported rows, and its common deadline.

    Where such a row exists, the list is exactly the rules with the same school, batch, route and level, even none.
    """

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, blank=True, related_name="+")
    route = models.CharField("考生类别", max_length=10, choices=Route.choices)
    level = models.CharField("层次", max_length=1, choices=Level.choices)
    due_at = models.DateTimeField("截止时间", null=True, blank=True)

    class Meta:
        ordering = ("school", "batch", "route", "level")
        verbose_name = verbose_name_plural = "自定材料清单"
        constraints = (
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(batch__isnull=False),
                name="a_list_with_a_deadline_names_its_batch",
                violation_error_message="只有某一批次的清单才能写截止时间",
            ),
            # NULLs are not equal to each other, hence one rule for every pair of them.
            models.UniqueConstraint(fields=("school", "batch", "route", "level"), name="one_list_a_school_and_batch"),
            models.UniqueConstraint(
                fields=("school", "route", "level"), condition=Q(batch=None), name="one_list_a_school"
            ),
            models.UniqueConstraint(
                fields=("batch", "route", "level"), condition=Q(school=None), name="one_general_list_a_batch"
            ),
            models.UniqueConstraint(
                fields=("route", "level"), condition=Q(school=None, batch=None), name="one_general_list"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_route_display()} {self.get_level_display()}"


class MaterialListEvent(AppendOnly):
    """What was changed in a list, by whom; append-only."""

    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")
    route = models.CharField(max_length=10, choices=Route.choices)
    level = models.CharField(max_length=1, choices=Level.choices)
    sentence = models.CharField("改了什么", max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="经办")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = verbose_name_plural = "材料清单修改记录"

    def __str__(self) -> str:
        return self.sentence
