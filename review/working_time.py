"""Working time between two moments: Monday to Friday, nine to five. What speeds of review are measured in.

Public holidays and the working weekends that make up for them are not known here: a school's own calendar is not, and
being a day off changes a speed, never a deadline.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

OPENS, CLOSES = time(9), time(17)
HOURS_A_DAY = 8.0
_FRIDAY = 4


def working_hours(start: datetime, end: datetime) -> float:
    """Hours at the desk between `start` and `end`; none if `end` comes first."""
    zone = timezone.get_current_timezone()
    begin, finish = start.astimezone(zone), end.astimezone(zone)
    hours, day = 0.0, begin.date()
    while day <= finish.date():
        if day.weekday() <= _FRIDAY:
            opens = max(begin, datetime.combine(day, OPENS, zone))
            closes = min(finish, datetime.combine(day, CLOSES, zone))
            hours += max((closes - opens).total_seconds(), 0) / 3600
        day += timedelta(days=1)
    return hours
