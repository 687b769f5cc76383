"""Material lists (材料清单) as data: which papers a candidate of a route and level hands in (notice, annexes 2–4)."""

from django.db import models

from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch, School


class MaterialRuleQuerySet(models.QuerySet["MaterialRule"]):
    def for_candidate(self, school: School, batch: Batch, route: str, level: str) -> "MaterialRuleQuerySet":
        """The most particular list that exists: of the school and batch, of the school, else the general one."""
        rows = self.filter(route=route).filter(models.Q(level=level) | models.Q(level=""))
        for narrowed in (
            rows.filter(school=school, batch=batch),
            rows.filter(school=school, batch=None),
            rows.filter(school=None, batch=batch),
        ):
            if narrowed.exists():
                return narrowed
        return rows.filter(school=None, batch=None)


class MaterialRule(models.Model):
    """One line of a list; an empty school or batch means every one."""

    class Block(models.TextChoices):
        GRADUATION = "graduation", "毕业材料"
        EXEMPTION = "exemption", "免考材料"

    class Form(models.TextChoices):
        PAPER = "paper", "纸质"
        ELECTRONIC = "electronic", "电子"

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

    objects = MaterialRuleQuerySet.as_manager()

    class Meta:
        ordering = ("-block", "position")
        verbose_name = verbose_name_plural = "材料清单"

    def __str__(self) -> str:
        return self.name
