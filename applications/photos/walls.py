"""The background as the background checks need it, or the finding that it cannot be judged."""

from applications.photos.background import Background
from applications.photos.findings import Finding
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

OBJECTS_FAIL = Limit("background_objects_fail", "杂物占背景超过多少不合格", 2.0, 0.5, 20, "%")
CLUTTERED = "背景里有物体"


def objects_in(wall: Background) -> float:
    """Per cent of the background."""
    return round(wall.clutter_share * 100, 2)


def wall_of(seen: Measures, rules: PhotoRules, rule: Rule, *, unless: str = "") -> Background | Finding:
    """`unless` is CLUTTERED for checks that have nothing to say of a background that fails for its objects."""
    if not seen.faces:
        return not_checked(rule.code, rule.title, NO_FACE)
    if seen.background is None:
        return not_checked(rule.code, rule.title, "看得到的背景太少")
    if unless and rules.applies("background_objects") and objects_in(seen.background) > rules.of(OBJECTS_FAIL):
        return not_checked(rule.code, rule.title, unless)
    return seen.background
