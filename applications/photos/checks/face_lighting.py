"""`face_lighting`: both halves of the face are equally light (national standard: 光线均匀).

The cheeks are compared as a ratio, in which the colour of the skin cancels out.
"""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, face_box, not_checked, not_seen
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

MOST = Limit("cheeks_most", "左右脸颊亮度相差不超过", 35, 10, 90, "%")
RULE = Rule("face_lighting", "脸部光线均匀", "national standard 三1", (MOST,))
CODE, TITLE = RULE.code, RULE.title
SAID = Said(
    number="左右脸颊亮度相差",
    passed="脸部光线均匀。",
    doubt="脸的一侧明显偏暗，由老师确认。",
    advice="请正对窗户或灯光重拍，让左右两侧一样亮。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.picture is None:
        return not_checked(CODE, TITLE, NO_FACE)
    if seen.picture.exposure.cheeks is None:
        return not_seen(CODE, TITLE, "看不到完整的两侧脸颊")
    share = round(seen.picture.exposure.cheeks * 100, 1)
    grade = Grade(rules.of(MOST), unit="%", top=100)
    return graded(RULE, share, grade, SAID, face_box(seen))
