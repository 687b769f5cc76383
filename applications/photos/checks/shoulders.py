"""`shoulders`: both shoulders are level (notice 一(一)3(2): 左右肩膀平衡). Advice only: hair and clothes mislead."""

from applications.photos.checks import yaw
from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

MOST = Limit("shoulders_most", "双肩倾斜超过多少建议", 6, 2, 25, "°")
RULE = Rule("shoulders", "双肩平衡", "notice 一(一)3(2)", limits=(MOST,))


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    if yaw.check(seen, rules).severity is Severity.FAIL:
        return not_checked(RULE.code, RULE.title, "脸没有朝正前方")
    slope = seen.face.shoulders.slope
    if slope is None:
        message = "照片里看不到双肩的外侧，由老师看一眼。"
        return Finding(RULE.code, Severity.NOTE, RULE.title, message, measured="双肩没有拍全或被头发遮住")
    said = Said(
        number=f"画面{'右' if slope > 0 else '左'}侧的肩低",
        passed="双肩平衡。",
        doubt=f"画面{'右' if slope > 0 else '左'}侧的肩膀可能偏低。",
        advice="重拍时坐正，双肩放平。",
    )
    grade = Grade(rules.of(MOST), mild=Severity.ADVICE, signed=True, unit="°")
    return graded(RULE, slope, grade, said, box=at(seen, seen.face.places.shoulders))
