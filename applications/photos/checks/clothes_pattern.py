"""`clothes_pattern`: no complex patterns or stripes (notice 一(一)3(5)). Long hair over the chest is a pattern too."""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, clothes_box, not_checked, not_seen
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

MOST = Limit("clothes_pattern_most", "衣服花纹起伏不超过", 9, 3, 40)
RULE = Rule("clothes_pattern", "衣服没有复杂花纹", "notice 一(一)3(5)", (MOST,))
CODE, TITLE = RULE.code, RULE.title
SAID = Said(
    number="花纹起伏",
    passed="衣服没有明显的花纹。",
    doubt="衣服可能有花纹或条纹，由老师确认。",
    advice="重拍时请穿没有图案和条纹的衣服。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.picture is None:
        return not_checked(CODE, TITLE, NO_FACE)
    if seen.picture.clothes is None:
        return not_seen(CODE, TITLE, "看得到的衣服太少")
    grade = Grade(rules.of(MOST))
    return graded(RULE, seen.picture.clothes.unrest, grade, SAID, clothes_box(seen))
