"""How times, spans, money and numbers are written (design, words): one place for pages, notices and refusals.

Called by the template filters of `portal` and by any sentence built in Python.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def when(value: date, now: datetime | None = None) -> str:
    """`12 月 9 日 15:00`, a plain date without the hour; the year only if it is not this one."""
    local = _local(value)
    year = "" if local.year == timezone.localtime(now).year else f"{local.year} 年 "
    hour = f" {local.hour}:{local.minute:02d}" if isinstance(local, datetime) else ""
    return f"{year}{local.month} 月 {local.day} 日{hour}"


def span(first: date, last: date, now: datetime | None = None) -> str:
    """`12 月 12 日至 28 日`; whatever both ends share is said once."""
    start, end = _local(first), _local(last)
    if (start.year, start.month) == (end.year, end.month) and not isinstance(end, datetime):
        return when(start, now) if start == end else f"{when(start, now)}至 {end.day} 日"
    if start.year == end.year and not isinstance(end, datetime):
        return f"{when(start, now)}至 {end.month} 月 {end.day} 日"
    return f"{when(start, now)}至 {when(end, now)}"


def when_short(value: date, now: datetime | None = None) -> str:
    """For tables: `12-09 15:00`, with the year in front if it is not this one."""
    local = _local(value)
    year = "" if local.year == timezone.localtime(now).year else f"{local.year}-"
    hour = f" {local.hour:02d}:{local.minute:02d}" if isinstance(local, datetime) else ""
    return f"{year}{local.month:02d}-{local.day:02d}{hour}"


def length(time: timedelta) -> str:
    """The two largest units, rounded down: `3 天 4 小时`, `2 小时 10 分`; over three whole days only the days."""
    if time < MINUTE:
        return "不到 1 分钟"
    days, rest = divmod(time, DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    if days > 3:
        return f"{days} 天"
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    if hours:
        return f"{hours} 小时 {minutes} 分" if minutes else f"{hours} 小时"
    return f"{minutes} 分钟"


def left(until: datetime, now: datetime | None = None) -> str:
    """`还有 3 天 4 小时`, or 已截止."""
    rest = until - (now or timezone.now())
    return f"还有 {length(rest)}" if rest > timedelta() else "已截止"


def waited(since: datetime, now: datetime | None = None) -> str:
    """How long something has lain: `2 天 3 小时`, `23 小时`, `40 分钟`; hours are kept however many days there are."""
    time = max((now or timezone.now()) - since, timedelta())
    days, rest = divmod(time, DAY)
    if days:
        return f"{days} 天 {rest // HOUR} 小时" if rest // HOUR else f"{days} 天"
    return f"{time // HOUR} 小时" if time >= HOUR else length(time)


def money(fen: int) -> str:
    """Fen as `30 元`, `1,234 元`, `30.50 元`: decimals only if not whole."""
    sign, whole, part = "-" if fen < 0 else "", *divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d} 元" if part else f"{sign}{whole:,} 元"


def grouped(text: str) -> str:
    """Groups of four, as numbers are read aloud: `0000 0000 0073`."""
    plain = "".join(str(text).split())
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))
