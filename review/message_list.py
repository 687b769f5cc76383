"""The school's list of threads: those that wait for an answer, and all. One query a page, however long the threads."""

from django.db.models import Count, Max, Min, QuerySet

from applications.models import Application, Message
from applications.models.message import Side
from selfexam.accounts.models import User


def waiting_threads(by: User) -> "QuerySet[Application]":
    """Applications with messages that nobody has answered or laid aside, the one that waits longest first."""
    waiting = Message.objects.visible_to(by).open_for(Side.SCHOOL)
    rows = Application.objects.visible_to(by).with_record().filter(messages__in=waiting)
    return rows.annotate(count=Count("messages"), since=Min("messages__at")).order_by("since", "pk")


def latest_threads(by: User) -> "QuerySet[Application]":
    rows = Application.objects.visible_to(by).with_record().filter(messages__isnull=False)
    return rows.annotate(count=Count("messages"), since=Max("messages__at")).order_by("-since", "-pk")
