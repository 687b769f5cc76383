"""`frame_over_eye`: the frame of the glasses keeps clear of the eyes (notice 一(一)3(3)). A person decides.

Judged only where glasses are seen: lashes and make-up look like a frame.
"""

from applications.photos.checks import dark_lenses, glasses
from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

MOST = Limit("frame_over_eye_most", "眼角旁横框深度（与脸颊比）超过多少提醒", 20, 5, 80, "%")
RULE = Rule("frame_over_eye", "镜框不遮挡眼睛", "notice 一(一)3(3)", limits=(MOST,))
SAID = Said(
    number="眼角旁横框",
    passed="镜框没有遮挡眼睛。",
    doubt="镜框可能遮住了眼睛，由老师确认。",
    advice="重拍时把眼镜扶正，或换一副镜框较大的眼镜。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None or seen.geometry is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    if dark_lenses.check(seen, rules).severity is Severity.FAIL:
        return not_checked(RULE.code, RULE.title, "镜片太深，看不到眼睛")
    bar = seen.face.glasses.frame_bar if glasses.worn(seen, rules) else 0.0
    return graded(RULE, bar, Grade(rules.of(MOST), unit="%"), SAID, box=at(seen, seen.geometry.eyes))
