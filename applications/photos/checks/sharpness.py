"""`sharpness`: the face is in focus and not shaken (national standard: 图像清晰).

Measured as the radius of the sharpest edges at a face of 256 pixels, in the worst direction: shaking blurs in one only.
"""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, face_box, not_checked, not_seen
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

DOUBT = Limit("blur_warn", "模糊半径超过多少提醒", 2.2, 1, 10, "像素")
SURE = Limit("blur_fail", "模糊半径超过多少不合格", 3.2, 1.5, 10, "像素")
RULE = Rule("sharpness", "清晰度", "national standard 一3", (DOUBT, SURE), sure=True)
CODE, TITLE = RULE.code, RULE.title
SAID = Said(
    number="模糊半径",
    passed="照片清晰。",
    doubt="照片有些模糊，由老师确认。",
    sure="照片模糊，看不清细节。",
    advice="请擦净镜头，对准脸部对焦，拿稳后重拍。小图放大也会模糊，请用原图。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.picture is None:
        return not_checked(CODE, TITLE, NO_FACE)
    if seen.picture.edge_blur is None:
        return not_seen(CODE, TITLE, "看不到完整的脸")
    grade = Grade(rules.of(DOUBT), rules.of(SURE), unit="像素")
    return graded(RULE, seen.picture.edge_blur, grade, SAID, face_box(seen))
