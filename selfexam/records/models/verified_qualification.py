"""Prior certificate numbers that 学信网 has confirmed for a person, imported by the institute.

A number found here needs no images (notice 一(一)5). Other ways of verifying can write the same rows.
"""

from django.db import models


class VerifiedQualification(models.Model):
    """One confirmed certificate: whose (keyed digest of the ID number), its number, and who issued it."""

    id_digest = models.CharField(max_length=64)
    number = models.CharField("证书编号", max_length=30)
    school_name = models.CharField("毕业院校", max_length=60, blank=True)
    source = models.CharField("核对来源", max_length=60)
    verified_on = models.DateField("核对日期")

    class Meta:
        verbose_name = verbose_name_plural = "已核对的前置学历"
        constraints = (
            models.UniqueConstraint(
                fields=("id_digest", "number"),
                name="qualification_is_confirmed_once_per_person",
                violation_error_message="这个人的这个证书编号已经有了",
            ),
        )

    def __str__(self) -> str:
        return self.number
