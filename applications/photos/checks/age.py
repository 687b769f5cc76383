"""`age`: taken within a year (notice 一(一)3: 一年内证件照). What the camera noted is a hint and proves nothing.

The note is easily absent, wrong or changed, so this is always a note for the person who looks, never passed or failed.
"""

from applications.photos.findings import Finding, Severity
from applications.photos.measure import Measures
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

MOST = Limit("age_days_most", "拍摄时间距今不超过", 365, 30, 3650, "天")
RULE = Rule("age", "一年内的近照", "notice 一(一)3", (MOST,))
CODE, TITLE = RULE.code, RULE.title
_LOOK = "由老师看本人近况确认。"


def check(seen: Measures, rules: PhotoRules) -> Finding:
    taken, most = seen.file.taken, f"不超过 {rules.of(MOST):g}"
    if taken is None:
        return _note(f"照片里没有拍摄时间，{_LOOK}", None, most, "没有拍摄时间")
    days = (seen.measured_on - taken.date()).days
    day = f"{taken.year} 年 {taken.month} 月 {taken.day} 日"
    if days < 0:
        return _note(f"相机记录的时间（{day}）晚于检查当天，不可信，{_LOOK}", days, most, day)
    if days > rules.of(MOST):
        return _note(f"相机记录的拍摄时间是 {day}，可能不是近照，{_LOOK}", days, most, day)
    return _note(f"相机记录的拍摄时间是 {day}，只供参考，{_LOOK}", days, most, day)


def _note(message: str, days: int | None, limit: str, measured: str) -> Finding:
    return Finding(
        CODE, Severity.NOTE, TITLE, message, value=days, limit=limit, unit=MOST.unit, measured=f"相机记录：{measured}"
    )
