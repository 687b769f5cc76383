"""`roll`: the head is upright and both eyes are level (notice 一(一)3(2): 坐姿端正; 一(二): 双眼水平)."""

from applications.photos.bands import Band
from applications.photos.findings import Finding, Gauge, Severity
from applications.photos.measure import Measures
from applications.photos.placing import not_checked
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("roll", "双眼水平", "notice 一(一)3(2); notice 一(二)", sure=True)
CODE, TITLE = RULE.code, RULE.title


def check(seen: Measures, rules: PhotoRules) -> Finding:
    face = seen.geometry
    if face is None:
        return not_checked(CODE, TITLE, "没有找到人脸")
    most = rules.roll_most
    severity = Band(-most, most, rules.roll_slack).severity(face.roll)
    passed = severity is Severity.OK
    return Finding(
        CODE,
        severity,
        TITLE,
        "双眼水平。" if passed else f"头部倾斜 {abs(face.roll):.1f}°，双眼不在一条水平线上。",
        advice="" if passed else "请坐正，看着镜头重拍，或把照片转正后重新裁剪。",
        value=face.roll,
        limit=f"不超过 {most:g}",
        unit="°",
        measured=f"倾斜 {abs(face.roll):.1f}°，不超过 {most:g}°",
        box=face.eyes if not passed and seen.fits_frame else None,
        gauge=Gauge(-most, most, -3 * most, 3 * most),
    )
