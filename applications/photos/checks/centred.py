"""`centred`: the middle of the face stands in the middle of the picture (notice 一(二): 人像居中)."""

from applications.photos.bands import Band
from applications.photos.findings import Finding, Gauge, Severity
from applications.photos.measure import Measures
from applications.photos.placing import not_checked, placed
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("centred", "人像居中", "notice 一(二); national standard 四2", sure=True)
CODE, TITLE = RULE.code, RULE.title


def check(seen: Measures, rules: PhotoRules) -> Finding:
    face = placed(seen)
    if isinstance(face, str):
        return not_checked(CODE, TITLE, face)
    off = round(face.centre_x - rules.width / 2, 1)
    most = rules.off_centre_most
    severity = Band(-most, most, rules.off_centre_slack).severity(off)
    passed = severity is Severity.OK
    side, other = ("右", "左") if off > 0 else ("左", "右")
    return Finding(
        CODE,
        severity,
        TITLE,
        "人像居中。" if passed else f"人像偏{side} {abs(off):.0f} 像素。",
        advice="" if passed else f"请重拍或重新裁剪，让人像往{other}移。",
        value=off,
        limit=f"不超过 {most}",
        unit="像素",
        measured=f"偏{side} {abs(off):.0f} 像素，不超过 {most}" if abs(off) >= 0.5 else f"正中，偏差不超过 {most} 像素",
        box=None if passed else face.face,
        gauge=Gauge(-most, most, -3 * most, 3 * most),
    )
