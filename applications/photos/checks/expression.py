"""`expression`: a natural expression (notice 一(一)3(2)). Only a clear smile is seen; a person decides."""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("expression_warn", "微笑程度超过多少提醒", 60, 20, 100, "%")
RULE = Rule("expression", "表情自然", "notice 一(一)3(2)", limits=(WARN,))
SAID = Said(
    number="微笑程度",
    passed="表情自然。",
    doubt="笑得比较明显，由老师确认。",
    advice="重拍时放松面部，嘴角不要用力。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    grade = Grade(rules.of(WARN), unit="%")
    return graded(RULE, seen.face.expression.smile, grade, SAID, box=at(seen, seen.face.places.mouth))
