"""How a moment is written in a sentence: 12 月 9 日 15:00, with the year only if it is not this one."""

from datetime import date, datetime

from django.utils import timezone


def moment(value: datetime) -> str:
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


def day(value: date) -> str:
    year = "" if value.year == timezone.localdate().year else f"{value.year} 年 "
    return f"{year}{value.month} 月 {value.day} 日"
