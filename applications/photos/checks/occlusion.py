"""`occlusion`: nothing covers the face (notice 一(一)3(4)): mask, hand, scarf. A person decides.

Two signs: the lower face has another colour than the skin between the same person's eyes, or the network doubts that
this is an ordinary uncovered face. A beard is mouth and chin only and darker than the skin: then the nose has to differ
too.
"""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.landmarks import ORDINARY
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

COLOUR = Limit("occlusion_colour", "口鼻与眉间颜色相差超过多少提醒", 20, 8, 60)
PRESENCE = Limit("occlusion_presence", "完整人脸的把握低于多少提醒", ORDINARY, 0, 30)
RULE = Rule("occlusion", "面部没有遮挡", "notice 一(一)3(4)", limits=(COLOUR, PRESENCE))
LIGHTER_THAN_BEARD = 85  # percent of the lightness of the skin
_ADVICE = "重拍时取下口罩，手和围巾不要碰到脸。"
BY_COLOUR = Said("口鼻颜色相差", "面部没有遮挡。", "口鼻处可能被遮住，由老师确认。", _ADVICE)
BY_PRESENCE = Said("完整人脸的把握", "面部没有遮挡。", "脸上可能有遮挡，由老师确认。", _ADVICE)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None or seen.geometry is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    by_presence = Grade(rules.of(PRESENCE), falling=True)
    if seen.geometry.presence < by_presence.doubt:
        return graded(RULE, seen.geometry.presence, by_presence, BY_PRESENCE, box=at(seen, seen.geometry.face))
    covers = seen.face.covers
    with_nose = min(covers.nose_apart, covers.mouth_apart)
    no_beard = min(covers.mouth_apart, covers.chin_apart) if covers.mouth_light >= LIGHTER_THAN_BEARD else 0.0
    value = max(with_nose, no_beard)
    box = at(seen, seen.face.places.lower_face)
    return graded(RULE, value, Grade(rules.of(COLOUR)), BY_COLOUR, box=box)
