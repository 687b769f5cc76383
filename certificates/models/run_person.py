"""Who belongs to a print run, frozen when it starts; every part prints a slice of this list."""

from django.db import models

from applications.models import Application
from certificates.models.print_run import PrintRun
from selfexam.catalogue.models import Programme, School


class RunPersonQuerySet(models.QuerySet["RunPerson"]):
    def printed_with(self) -> "RunPersonQuerySet":
        """Those who were not set aside."""
        return self.filter(set_aside_at=None)


class RunPerson(models.Model):
    """One person of one run; `live` ends with the confirmation or when the person is set aside."""

    run = models.ForeignKey(PrintRun, models.PROTECT, related_name="persons")
    application = models.ForeignKey(Application, models.PROTECT, related_name="print_places")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    # Place within school and programme, in order of 准考证号.
    position = models.PositiveIntegerField()
    live = models.BooleanField(default=True)
    set_aside_at = models.DateTimeField("移出", null=True, blank=True)
    set_aside_why = models.CharField("移出原因", max_length=200, blank=True)

    objects = RunPersonQuerySet.as_manager()

    class Meta:
        ordering = ("run", "school", "programme", "position")
        verbose_name = verbose_name_plural = "打印名单"
        constraints = (
            models.UniqueConstraint(fields=("run", "application"), name="person_stands_once_in_a_run"),
            models.UniqueConstraint(fields=("run", "school", "programme", "position"), name="run_positions_are_unique"),
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(live=True),
                name="person_is_in_one_live_run",
                violation_error_message="这位考生已在另一个打印批里",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_at=None) | models.Q(live=False), name="set_aside_people_are_not_live"
            ),
        )

    def __str__(self) -> str:
        return f"{self.run} {self.position}"
