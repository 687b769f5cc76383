"""`pitch`: the head is neither raised nor lowered (notice 一(一)3(2): 双眼平视; ±10° in the graduate-exam notices).

The shape of forehead and chin reads like a nod of up to 7°; the machine fails a photo only beyond both together.
"""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("pitch_warn", "抬头、低头超过多少提醒", 10, 3, 30, "°")
FAIL = Limit("pitch_fail", "抬头、低头超过多少不通过", 16, 5, 45, "°")
RULE = Rule("pitch", "头不仰不低", "notice 一(一)3(2)", limits=(WARN, FAIL), sure=True)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    pitch = seen.face.pose.pitch
    how, back = ("低头", "抬起") if pitch > 0 else ("抬头", "收回")
    said = Said(
        number=how,
        passed="头部端正，没有抬头或低头。",
        doubt=f"可能有些{how}，由老师确认。",
        sure=f"{how}约 {abs(pitch):.0f}°，没有平视镜头。",
        advice=f"请把下巴{back}一些，平视镜头重拍；镜头与眼睛同高。",
    )
    grade = Grade(rules.of(WARN), rules.of(FAIL), signed=True, unit="°")
    return graded(RULE, pitch, grade, said, box=at(seen, seen.geometry.face) if seen.geometry else None)
