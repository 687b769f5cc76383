"""`exposure`: neither burnt out nor too dark (national standard: 光线均匀, 无高光; OFIQ 1.0.3 over-exposure).

Burnt out is judged on the face, where detail is lost for good: white places, and skin whose strongest colour is clipped
(a flash does that), which only warns. Too dark is judged on the whole picture: a dark face
before a light wall is rightly exposed.
"""

from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, face_box, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

BURNT, BURNT_OUT = (
    Limit("burnt_warn", "脸部过曝面积超过多少提醒", 1, 0.2, 50, "%"),
    Limit("burnt_fail", "脸部过曝面积超过多少不合格", 10, 1, 90, "%"),
)
CLIPPED = Limit("burnt_skin_warn", "脸部颜色溢出面积超过多少提醒", 40, 10, 100, "%")
DIM, DARK = (
    Limit("lightest_warn", "最亮处低于多少提醒", 140, 60, 200),
    Limit("lightest_fail", "最亮处低于多少不合格", 80, 20, 180),
)
RULE = Rule("exposure", "曝光", "national standard 三1", (BURNT, BURNT_OUT, CLIPPED, DIM, DARK), sure=True)
CODE, TITLE = RULE.code, RULE.title
BY_BURNT = Said(
    number="过曝面积占脸部",
    passed="曝光正常。",
    doubt="脸上有发白的地方，由老师确认。",
    sure="照片过亮，脸上大片发白，看不清细节。",
    advice="请避开直射的灯光或阳光重拍，不要用闪光灯直射。",
)
BY_CLIPPED = Said(
    number="颜色溢出面积占脸部",
    passed="曝光正常。",
    doubt="脸部偏亮，肤色失去层次，由老师确认。",
    advice="请调低亮度或离灯远一些重拍，不要用闪光灯直射，也不要用软件调暗。",
)
BY_DARK = Said(
    number="最亮处（满分 255）",
    passed="曝光正常。",
    doubt="整张照片偏暗，由老师确认。",
    sure="整张照片太暗，看不清细节。",
    advice="请在明亮处重拍，光线要照到脸和背景，不要用软件调亮。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.picture is None:
        return not_checked(CODE, TITLE, NO_FACE)
    light, share = seen.picture.exposure, _burnt_share(seen)
    dark, burnt = _grades(rules)
    if dark.severity(light.lightest) is not Severity.OK:
        return graded(RULE, light.lightest, dark, BY_DARK)
    clipped, skin = Grade(rules.of(CLIPPED), unit="%", top=100), round(light.clipped * 100, 1)
    if burnt.severity(share) is Severity.OK and clipped.severity(skin) is not Severity.OK:
        return graded(RULE, skin, clipped, BY_CLIPPED, face_box(seen))
    return graded(RULE, share, burnt, BY_BURNT, face_box(seen))


def spoils_colour(seen: Measures, rules: PhotoRules) -> bool:
    """Whether the photo fails by its light: what follows from that for colours is not complained of again."""
    if seen.picture is None or not rules.applies(CODE):
        return False
    dark, burnt = _grades(rules)
    graded_as = (dark.severity(seen.picture.exposure.lightest), burnt.severity(_burnt_share(seen)))
    return Severity.FAIL in graded_as


def _grades(rules: PhotoRules) -> tuple[Grade, Grade]:
    dark = Grade(rules.of(DIM), rules.of(DARK), falling=True, top=255)
    return dark, Grade(rules.of(BURNT), rules.of(BURNT_OUT), unit="%")


def _burnt_share(seen: Measures) -> float:
    return round(seen.picture.exposure.burnt * 100, 2) if seen.picture else 0.0
