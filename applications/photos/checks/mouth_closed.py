"""`mouth_closed`: the lips are closed (notice 一(一)3(2)): no teeth, no open mouth."""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("mouth_closed_warn", "双唇间隙（占眼到下巴）超过多少提醒", 3.5, 1, 15, "%")
FAIL = Limit("mouth_closed_fail", "双唇间隙（占眼到下巴）超过多少不通过", 8, 2, 30, "%")
RULE = Rule("mouth_closed", "嘴唇闭合", "notice 一(一)3(2)", limits=(WARN, FAIL), sure=True)
SAID = Said(
    number="双唇间隙",
    passed="嘴唇闭合。",
    doubt="嘴唇可能没有闭合，由老师确认。",
    sure="嘴是张开的。",
    advice="请自然合上嘴唇，不露牙齿重拍。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    grade = Grade(rules.of(WARN), rules.of(FAIL), unit="%")
    return graded(RULE, seen.face.mouth.lip_gap, grade, SAID, box=at(seen, seen.face.places.mouth))
