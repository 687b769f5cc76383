"""`ears`: both ears are seen (notice 一(一)3(2)(4)). Advice only: hair and ear are told apart in four of five cases."""

from applications.photos.checks import yaw
from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

LEAST = Limit("ears_least", "耳朵处露出皮肤低于多少建议", 15, 1, 60, "%")
RULE = Rule("ears", "双耳露出", "notice 一(一)3(2)(4)", limits=(LEAST,))


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    if yaw.check(seen, rules).severity is Severity.FAIL:
        return not_checked(RULE.code, RULE.title, "脸没有朝正前方")
    covers, places = seen.face.covers, seen.face.places
    right_less = covers.right_ear_seen <= covers.left_ear_seen
    least = rules.of(LEAST)
    both = max(covers.right_ear_seen, covers.left_ear_seen) < least
    which = "双耳" if both else "右耳" if right_less else "左耳"
    said = Said(
        number="耳朵处露出",
        passed="双耳露出。",
        doubt=f"{which}可能被头发遮住。",
        advice="重拍时把头发拢到耳后。",
    )
    box = at(seen, places.right_ear if right_less else places.left_ear)
    grade = Grade(least, mild=Severity.ADVICE, falling=True, unit="%")
    return graded(RULE, min(covers.right_ear_seen, covers.left_ear_seen), grade, said, box=box)
