"""Examining schools (主考学校) and the collective units (集体单位) that belong to one."""

from django.core.validators import RegexValidator
from django.db import models


class School(models.Model):
    """An examining school: does first review, countersigns and hands out certificates (notice 一(二), 一(四))."""

    code = models.CharField(
        "院校代码", max_length=5, unique=True, validators=[RegexValidator(r"^\d{5}$", "院校代码是 5 位数字")]
    )
    name = models.CharField("名称", max_length=60, unique=True)
    office_name = models.CharField("自考办名称", max_length=60, blank=True)
    office_phone = models.CharField("自考办电话", max_length=30, blank=True)
    office_hours = models.CharField("办公时间", max_length=60, blank=True)
    office_address = models.CharField("地址", max_length=120, blank=True)
    handover_note = models.TextField("证书发放方式", blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "主考学校"

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A collective unit: hands in papers for its people, in order of 准考证号 (notice, annex 2)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="units", verbose_name="主考学校")
    code = models.CharField("单位代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    contact = models.CharField("联系方式", max_length=60, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "集体单位"

    def __str__(self) -> str:
        return self.name
