"""`background_colour`: the wall has one of the colours that the batch names (national standard: white, light blue or
light grey). The notice asks for a plain colour only, so without named colours any will do.
"""

import math

from applications.photos.background_colours import COLOURS
from applications.photos.checks.grayscale import has_colour
from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.lab import lab_of
from applications.photos.measure import Measures
from applications.photos.placing import not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules
from applications.photos.walls import CLUTTERED, wall_of

DISTANCE = Limit("background_colour_distance", "与规定颜色的色差不超过", 25, 5, 80)
RULE = Rule("background_colour", "背景颜色", "notice 一(二): 背景单色; national standard 二1", (DISTANCE,))
CODE, TITLE = RULE.code, RULE.title


def check(seen: Measures, rules: PhotoRules) -> Finding:
    named = [COLOURS[code] for code in COLOURS if code in rules.background_colours]
    if not named:
        any_colour = "任何单色"
        return Finding(
            CODE, Severity.OK, TITLE, "本次申请不限定背景颜色。", value=any_colour, limit=any_colour, measured="不限定"
        )
    if seen.faces and not has_colour(seen, rules):
        return not_checked(CODE, TITLE, "照片太亮、太暗或没有颜色")
    wall = wall_of(seen, rules, RULE, unless=CLUTTERED)
    if isinstance(wall, Finding):
        return wall
    distance = round(min(math.dist(wall.colour, lab_of(colour.rgb)) for colour in named), 1)
    wanted = "、".join(colour.name for colour in named)
    said = Said(
        number="色差",
        passed=f"背景颜色符合要求（{wanted}）。",
        doubt=f"背景颜色不像{wanted}，由老师确认。",
        advice=f"请在{wanted}背景前重拍，不要用软件换色。",
    )
    return graded(RULE, distance, Grade(rules.of(DISTANCE)), said)
