"""`background_uniform`: light and colour of the wall do not change (notice 一(一)3(1): 均匀无渐变).

Only the wall itself: objects are `background_objects`, a patch beside the person is `background_shadow`. Never a
failure: good studio walls measure up to 5 units, some accepted ones 13, so no line between them is sure.
"""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules
from applications.photos.walls import CLUTTERED, wall_of

RANGE = Limit("background_range", "背景明暗相差不超过", 6.0, 2, 40)
SPREAD = Limit("background_spread", "背景颜色相差不超过", 6.5, 2, 40)
RULE = Rule("background_uniform", "背景均匀、无渐变", "notice 一(一)3(1)", (RANGE, SPREAD))
CODE, TITLE = RULE.code, RULE.title
_WORDS = ("背景均匀。", "背景明暗或颜色不够均匀，由老师确认。", "重拍时离墙约 1 米，正对窗户或两侧打灯，更容易通过。")
BY_LIGHT, BY_COLOUR = Said("明暗相差", *_WORDS), Said("颜色相差", *_WORDS)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    wall = wall_of(seen, rules, RULE, unless=CLUTTERED)
    if isinstance(wall, Finding):
        return wall
    light, colour = Grade(rules.of(RANGE)), Grade(rules.of(SPREAD))
    if wall.lightness_range / light.doubt >= wall.spread / colour.doubt:
        return graded(RULE, wall.lightness_range, light, BY_LIGHT)
    return graded(RULE, wall.spread, colour, BY_COLOUR)
