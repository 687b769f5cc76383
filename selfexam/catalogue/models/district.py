"""District offices (区县考办): where an individual candidate may hand in papers instead of the school (annex 3)."""

from django.core.validators import RegexValidator
from django.db import models


class District(models.Model):
    """One office; `code` is the six digits of its district in the national table of places (GB/T 2260)."""

    code = models.CharField(
        "区县代码", max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$", "区县代码是 6 位数字")]
    )
    name = models.CharField("名称", max_length=60, unique=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = verbose_name_plural = "区县考办"

    def __str__(self) -> str:
        return self.name
