"""`glasses`: whether glasses are worn. A note: the notice asks who always wears them to wear them (一(一)3(3))."""

from dataclasses import replace

from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

SEEN = Limit("glasses_seen", "鼻梁处明暗变化超过多少算戴眼镜", 20, 5, 80, "%")
RULE = Rule("glasses", "眼镜", "notice 一(一)3(3)", limits=(SEEN,))
SAID = Said(
    number="鼻梁处明暗变化",
    passed="没有看到眼镜。平时常戴眼镜的，请戴眼镜拍摄。",
    doubt="戴着眼镜。",
    advice="镜片应无色、不反光，镜框不遮挡眼睛。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    grade = Grade(rules.of(SEEN), mild=Severity.NOTE, unit="%")
    found = graded(RULE, seen.face.glasses.bridge_edges, grade, SAID)
    if found.severity is Severity.OK:
        return found
    # Glasses are allowed: neither a limit that was broken nor a gauge that points at the red end.
    told = f"{SAID.number} {seen.face.glasses.bridge_edges:.3g}%，超过 {grade.doubt:g}% 算戴着眼镜"
    return replace(found, measured=told, gauge=None)


def worn(seen: Measures, rules: PhotoRules) -> bool:
    return seen.face is not None and seen.face.glasses.bridge_edges > rules.of(SEEN)
