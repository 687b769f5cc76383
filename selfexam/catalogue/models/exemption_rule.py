"""Which certificate or prior course exempts which course, and what mark that counts as (免考规定). Data, not code."""

from django.db import models

from selfexam.catalogue.models.programme import Course, Programme


class ExemptionRule(models.Model):
    """A certificate exemption counts as its mark (usually 60); one by qualification carries no mark."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", "证书"
        QUALIFICATION = "qualification", "学历课程"

    kind = models.CharField("依据", max_length=16, choices=Kind.choices)
    evidence = models.CharField("证书或课程", max_length=60)
    course = models.ForeignKey(Course, models.PROTECT, related_name="exemption_rules", verbose_name="可免课程")
    # Empty: in every programme.
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="exemption_rules")
    mark = models.PositiveSmallIntegerField("按多少分计", null=True, blank=True)

    class Meta:
        ordering = ("kind", "evidence", "course")
        verbose_name = verbose_name_plural = "免考规则"
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "evidence", "course", "programme"),
                name="exemption_rule_is_listed_once",
                violation_error_message="这条免考规则已经有了",
            ),
            models.UniqueConstraint(
                fields=("kind", "evidence", "course"),
                condition=models.Q(programme=None),
                name="general_exemption_rule_is_listed_once",
                violation_error_message="这条免考规则已经有了",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="certificate", mark__range=(60, 100))
                | models.Q(kind="qualification", mark=None),
                name="only_certificate_exemptions_carry_a_mark",
                violation_error_message="证书免考要写按多少分计（60–100），学历免考不写",
            ),
        )

    def __str__(self) -> str:
        return f"{self.evidence} → {self.course}"
