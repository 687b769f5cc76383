"""`forehead_hidden`: no head covering and no hair over brows or forehead (notice 一(一)3(4)). A person decides.

Hat, fringe and scarf look alike to the machine; religious, medical and cultural coverings are allowed by the notice.
"""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

WARN = Limit("forehead_hidden_warn", "额头下部被遮住超过多少提醒", 25, 5, 90, "%")
RULE = Rule("forehead_hidden", "额头和眉毛露出", "notice 一(一)3(4)", limits=(WARN,))
SAID = Said(
    number="额头下部遮住",
    passed="额头和眉毛露出。",
    doubt="额头或眉毛可能被头发、帽子遮住，由老师确认。",
    advice="重拍时把刘海梳起，不戴帽子；因宗教、医疗等需要戴的，请向老师说明。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    grade = Grade(rules.of(WARN), unit="%")
    return graded(RULE, seen.face.covers.forehead_covered, grade, SAID, box=at(seen, seen.face.places.forehead))
