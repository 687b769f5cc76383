"""A part of the application that the school sent back, with the reviewer's words (notice 一(二):
准确清楚注明驳回原因).
"""

from django.db import models

from applications.models.application import Application
from applications.sections import Section


class ReturnedPart(models.Model):
    """Opens one section for correction; `corrected_at` is set when the candidate saves it again."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="returned_parts")
    round = models.PositiveSmallIntegerField("第几次")
    section = models.CharField(max_length=16, choices=Section.choices)
    reason = models.TextField("原因")
    created_at = models.DateTimeField(auto_now_add=True)
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("application", "round", "id")
        verbose_name = verbose_name_plural = "退回项"
        constraints = (
            models.UniqueConstraint(
                fields=("application", "round", "section"), name="a_section_is_returned_once_a_round"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="a_return_has_a_reason", violation_error_message="请写明退回原因"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_section_display()}"

    @property
    def is_waiting(self) -> bool:
        """Whether the candidate has not touched the part since."""
        return self.corrected_at is None
