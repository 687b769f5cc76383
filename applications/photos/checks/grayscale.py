"""`grayscale`: a colour photo (national standard: 24-bit true colour). A grey file is `format`'s."""

from applications.photos.checks.exposure import spoils_colour
from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

DOUBT = Limit("chroma_warn", "色彩浓度低于多少提醒", 8, 2, 20)
SURE = Limit("chroma_fail", "色彩浓度低于多少不合格", 5, 1, 15)
RULE = Rule("grayscale", "彩色照片", "national standard 四1: 24 bit colour", (DOUBT, SURE), sure=True)
CODE, TITLE = RULE.code, RULE.title
GREY_MODES = frozenset({"1", "L", "LA"})
SAID = Said(
    number="色彩浓度",
    passed="是彩色照片。",
    doubt="照片颜色很淡，由老师确认。",
    sure="这是黑白照片，需要彩色照片。",
    advice="请提供彩色原图，不要用软件上色。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.picture is None or seen.picture.colours is None:
        return not_checked(CODE, TITLE, NO_FACE)
    if seen.file.mode in GREY_MODES:
        return not_checked(CODE, TITLE, "文件只有灰度")
    if spoils_colour(seen, rules):
        return not_checked(CODE, TITLE, "照片太亮或太暗")
    grade = Grade(rules.of(DOUBT), rules.of(SURE), falling=True)
    return graded(RULE, seen.picture.colours.chroma, grade, SAID)


def has_colour(seen: Measures, rules: PhotoRules) -> bool:
    """Whether a colour can be judged: not where the lack of any is complained of already."""
    colours = seen.picture and seen.picture.colours
    if not colours or seen.file.mode in GREY_MODES or spoils_colour(seen, rules):
        return False
    return colours.chroma >= rules.of(DOUBT) or not rules.applies(CODE)
