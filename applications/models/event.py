"""The history: one row for every step and every act worth remembering, written in the step's own transaction."""

from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from applications.statuses import Status
from selfexam.append_only import AppendOnly


class EventQuerySet(models.QuerySet["Event"]):
    def told_to_candidate(self) -> "EventQuerySet":
        """Steps, and the few acts that are the candidate's business; never what a desk noted before the release."""
        return self.filter(~Q(from_status=F("to_status")) | Q(action__in=("begin", "refund", "counter")))


class Event(AppendOnly):
    """One step or act; who did it stands as name and role too, as they were then."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="events")
    action = models.CharField(max_length=24)
    label = models.CharField("做了什么", max_length=40)
    from_status = models.CharField(max_length=16, choices=Status.choices)
    to_status = models.CharField(max_length=16, choices=Status.choices)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField("经办", max_length=40)
    by_role = models.CharField(max_length=20)
    at = models.DateTimeField("时间")
    note = models.TextField("说明", blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        verbose_name = verbose_name_plural = "记录"
        indexes = (models.Index(fields=("application", "at"), name="event_of_application"),)

    def __str__(self) -> str:
        return f"{self.at:%m-%d %H:%M} {self.label}"

    @property
    def moved(self) -> bool:
        return self.from_status != self.to_status
