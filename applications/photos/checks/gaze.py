"""`gaze`: the eyes look at the camera (notice 一(一)3(2): 平视). Only looking aside is seen; a person decides.

20 % of half an eye's width is about 3 mm of the iris, or 15° of the eye.
"""

from applications.photos.checks import dark_lenses, eyes_open, yaw
from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("gaze_warn", "眼珠偏离正中超过多少提醒", 20, 8, 60, "%")
RULE = Rule("gaze", "眼睛看镜头", "notice 一(一)3(2)", limits=(WARN,))


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    if yaw.check(seen, rules).severity is Severity.FAIL:
        return not_checked(RULE.code, RULE.title, "脸没有朝正前方")
    eyes_seen = {dark_lenses.check(seen, rules).severity, eyes_open.check(seen, rules).severity}
    if Severity.FAIL in eyes_seen:
        return not_checked(RULE.code, RULE.title, "看不到眼珠")
    gaze = seen.face.eyes.gaze_across
    side = "右" if gaze > 0 else "左"
    said = Said(
        number=f"眼珠偏画面{side}侧",
        passed="眼睛看着镜头。",
        doubt=f"眼睛可能看向画面{side}侧，由老师确认。",
        advice="重拍时请看着镜头，不要看屏幕上的自己。",
    )
    box = seen.geometry.eyes if seen.geometry else None
    return graded(RULE, gaze, Grade(rules.of(WARN), signed=True, unit="%"), said, box=box and at(seen, box))
