"""`colour_cast`: the skin has a natural colour (OFIQ 1.0.3, natural colour). A hint for the eye, never more.

Weak casts are not seen (two of three strong ones were found), and make-up or coloured light may be taken for one.
"""

from applications.photos.checks.grayscale import has_colour
from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, face_box, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

MOST = Limit("cast_most", "肤色偏离自然范围不超过", 5, 2, 40)
RULE = Rule("colour_cast", "颜色自然", "national standard 一3", (MOST,))
CODE, TITLE = RULE.code, RULE.title
SAID = Said(
    number="肤色偏离",
    passed="颜色自然。",
    doubt="照片可能偏色，由老师确认。",
    advice="请在白色光线下重拍，避开彩色灯光和彩色墙面的反光。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.picture is None or seen.picture.colours is None:
        return not_checked(CODE, TITLE, NO_FACE)
    if not has_colour(seen, rules):
        return not_checked(CODE, TITLE, "照片太亮、太暗或没有颜色")
    grade = Grade(rules.of(MOST))
    return graded(RULE, seen.picture.colours.cast, grade, SAID, face_box(seen))
