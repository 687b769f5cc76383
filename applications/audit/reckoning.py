"""The day by which use-by dates, transition periods and the last graduation are judged: a fact of the audit."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from applications.models import Application
from applications.statuses import CLOSED


def days_of(records: Collection[int]) -> dict[int, date]:
    """By record: when its application was first handed in; whoever has none under way is judged by today.

    What was in time when it was handed in does not run out while others decide on it.
    """
    handed_in = Application.objects.filter(record__in=records, first_submitted_at__isnull=False)
    days = handed_in.exclude(status__in=CLOSED).values_list("record", "first_submitted_at")
    return {record: timezone.localdate(at) for record, at in days.order_by("first_submitted_at") if at is not None}
