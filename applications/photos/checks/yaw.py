"""`yaw`: the face is turned to the camera, not aside (notice 一(一)3(2), read as ±10° by the graduate-exam notices)."""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("yaw_warn", "左右转头超过多少提醒", 8.5, 3, 30, "°")
FAIL = Limit("yaw_fail", "左右转头超过多少不通过", 12, 5, 45, "°")
RULE = Rule("yaw", "脸朝正前方", "notice 一(一)3(2)", limits=(WARN, FAIL), sure=True)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    yaw = seen.face.pose.yaw
    side = "右" if yaw > 0 else "左"
    said = Said(
        number=f"朝画面{side}侧转",
        passed="脸朝正前方。",
        doubt=f"脸可能朝画面{side}侧转了一些，由老师确认。",
        sure=f"脸朝画面{side}侧转了约 {abs(yaw):.0f}°。",
        advice="请把脸和肩膀都正对镜头重拍。",
    )
    grade = Grade(rules.of(WARN), rules.of(FAIL), signed=True, unit="°")
    return graded(RULE, yaw, grade, said, box=at(seen, seen.geometry.face) if seen.geometry else None)
