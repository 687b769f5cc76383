"""`dark_lenses`: no coloured glasses (notice 一(一)3(3)). Fails where skin and eyes behind both lenses are dark.

All is measured against the person's own cheek: on any skin the white of an eye is lighter than the cheek. Coloured
contact lenses cannot be seen.
"""

from applications.photos.checks import glasses, lens_glare
from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("dark_lenses_warn", "眼下皮肤亮度（与脸颊比）低于多少提醒", 75, 30, 95, "%")
FAIL = Limit("dark_lenses_fail", "眼下皮肤亮度（与脸颊比）低于多少不通过", 50, 0, 90, "%")
EYE = Limit("dark_lenses_eye", "不通过还要求眼睛亮度（与脸颊比）低于多少", 60, 0, 100, "%")
TINT = Limit("dark_lenses_tint", "镜片颜色（与脸颊比）相差超过多少提醒", 10, 3, 40)
RULE = Rule("dark_lenses", "镜片没有颜色", "notice 一(一)3(3)", limits=(WARN, FAIL, EYE, TINT), sure=True)
_ADVICE = "请换无色透明的眼镜重拍，不戴墨镜、变色镜和有色隐形眼镜。"
BY_LIGHT = Said(
    number="眼下亮度",
    passed="镜片没有颜色。",
    doubt="镜片可能有颜色，或眼睛周围太暗，由老师确认。",
    sure="戴着深色眼镜，看不到眼睛。",
    advice=_ADVICE,
)
BY_TINT = Said("镜片颜色相差", "镜片没有颜色。", "镜片可能有颜色，由老师确认。", _ADVICE)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    lens, box = seen.face.glasses, seen.geometry.eyes if seen.geometry else None
    shown = box and at(seen, box)
    dark = lens.lens_dark < rules.of(WARN)
    glare = lens_glare.check(seen, rules).severity is not Severity.OK  # glare is white, whatever the lens
    if not dark and not glare and glasses.worn(seen, rules) and lens.lens_tint > rules.of(TINT):
        return graded(RULE, lens.lens_tint, Grade(rules.of(TINT)), BY_TINT, box=shown)
    fail = rules.of(FAIL) if lens.eye_bright < rules.of(EYE) else None
    return graded(RULE, lens.lens_dark, Grade(rules.of(WARN), fail, falling=True, unit="%"), BY_LIGHT, box=shown)
