"""`clothes_contrast`: the clothes stand out from the wall (notice 一(一)3(5): 应与背景色区分明显)."""

from applications.photos.checks.exposure import spoils_colour
from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, clothes_box, not_checked, not_seen
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

LEAST = Limit("clothes_contrast_least", "衣服与背景的色差不低于", 12, 3, 60)
RULE = Rule("clothes_contrast", "衣服与背景区分", "notice 一(一)3(5)", (LEAST,))
CODE, TITLE = RULE.code, RULE.title
SAID = Said(
    number="与背景的色差",
    passed="衣服与背景区分明显。",
    doubt="衣服的颜色接近背景，由老师确认。",
    advice="请换一件与背景颜色不同的衣服重拍，白色背景配深色衣服最稳妥。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.picture is None:
        return not_checked(CODE, TITLE, NO_FACE)
    if spoils_colour(seen, rules):
        return not_checked(CODE, TITLE, "照片太亮或太暗")
    clothes = seen.picture.clothes
    if clothes is None or clothes.contrast is None:
        return not_seen(CODE, TITLE, "看得到的衣服或背景太少")
    grade = Grade(rules.of(LEAST), falling=True)
    return graded(RULE, clothes.contrast, grade, SAID, clothes_box(seen))
