"""`eyes_open`: both eyes are naturally open (notice 一(一)3(2)). The less open eye counts.

Measured as the widest gap between the lids over the distance from the eyes to the chin, as ISO/IEC 29794-5 does.
"""

from applications.photos.checks import dark_lenses
from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("eyes_open_warn", "睁眼高度（占眼到下巴）低于多少提醒", 4.8, 1, 8, "%")
FAIL = Limit("eyes_open_fail", "睁眼高度（占眼到下巴）低于多少不通过", 3.5, 0, 7, "%")
RULE = Rule("eyes_open", "双眼睁开", "notice 一(一)3(2)", limits=(WARN, FAIL), sure=True)
SAID = Said(
    number="睁眼高度",
    passed="双眼睁开。",
    doubt="眼睛可能睁得不够，由老师确认。",
    sure="有眼睛没有睁开。",
    advice="请自然睁开双眼，看着镜头重拍。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    if dark_lenses.check(seen, rules).severity is Severity.FAIL:
        return not_checked(RULE.code, RULE.title, "镜片太深，看不到眼睛")
    eyes, places = seen.face.eyes, seen.face.places
    box = places.right_eye if eyes.right_open <= eyes.left_open else places.left_eye
    grade = Grade(rules.of(WARN), rules.of(FAIL), falling=True, unit="%")
    return graded(RULE, min(eyes.right_open, eyes.left_open), grade, SAID, box=at(seen, box))
