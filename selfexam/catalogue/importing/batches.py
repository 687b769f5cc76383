"""The table of batches (批次), with dates that may be relative to the day of loading."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from selfexam.catalogue.domain.change_photo_rules import first_versions
from selfexam.catalogue.importing.importer import Importer, Parsed, register
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import Batch

_RELATIVE = re.compile(r"今天(?:([+-])(\d{1,3}))?(?: (\d{1,2}):(\d{2}))?")


def moment(row: Row, column: str) -> datetime:
    """`2026-11-26 09:00`, or for demonstrations relative to the day of loading: `今天-3 09:00`."""
    value = row.needed(column)
    if match := _RELATIVE.fullmatch(value):
        sign, days, hour, minute = match.groups()
        day = timezone.localdate() + timedelta(days=int(f"{sign}{days}") if days else 0)
        if hour and (int(hour) > 23 or int(minute) > 59):
            raise BadCell(column, f"“{value}”不是时间，写法如 今天-3 09:00")
        return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute)) if hour else time()))
    try:
        naive = datetime.fromisoformat(value.replace("/", "-"))
    except ValueError:
        raise BadCell(column, f"“{value}”不是时间，写法如 2026-11-26 09:00") from None
    return naive if timezone.is_aware(naive) else timezone.make_aware(naive)


def _in_order(values: dict[str, Any]) -> None:
    """Each end no earlier than the one before it (notice 二: all three ends are the same instant)."""
    begin, *ends = (values[name] for name in ("apply_from", "apply_until", "review_until", "pay_until"))
    if begin >= ends[0] or ends != sorted(ends):
        raise BadCell("申请截止", "时间先后不对：申请截止要晚于申请开始，初审截止、缴费截止依次不能早于前一个")
    if values["collective_from"] > values["collective_until"]:
        raise BadCell("会审结束", "不能早于会审开始")
    if values["review_fee"] == 0:
        raise BadCell("毕业审定费（分）", "要大于 0")


def _batches(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    numbering = {str(kind.label): kind.value for kind in Batch.Numbering}

    def parse(row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {
            "code": row.needed("批次代码"),
            "name": row.needed("名称"),
            "apply_from": moment(row, "申请开始"),
            "apply_until": moment(row, "申请截止"),
            "review_until": moment(row, "初审截止"),
            "pay_until": moment(row, "缴费截止"),
            "collective_from": timezone.localdate(moment(row, "会审开始")),
            "collective_until": timezone.localdate(moment(row, "会审结束")),
            "graduation_date": timezone.localdate(moment(row, "毕业日期")),
            "review_fee": row.whole("毕业审定费（分）"),
            "exemption_fee": row.whole("免考费（分）"),
            "numbering": row.one_of("编号方式", numbering),
            "is_published": row.one_of("发布", {"是": "yes", "否": ""}) == "yes",
        }
        _in_order(values)
        return values

    return parse


def _with_rules(parsed: Sequence[Parsed], written: Sequence[models.Model]) -> None:
    first_versions(batch for batch in written if isinstance(batch, Batch))


register(
    Importer(
        "批次",
        90,
        Batch,
        ("code",),
        (
            "批次代码",
            "名称",
            "申请开始",
            "申请截止",
            "初审截止",
            "缴费截止",
            "会审开始",
            "会审结束",
            "毕业日期",
            "毕业审定费（分）",
            "免考费（分）",
            "编号方式",
            "发布",
        ),
        (),
        _batches,
        after=_with_rules,
    )
)
