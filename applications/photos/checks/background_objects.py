"""`background_objects`: no objects, patterns or other colours on the wall (notice 一(一)3(1)).

Hard edges tell them from light and shadow, so the machine may fail a photo by them. What touches the person only may be
hair or shadow and is left to `background_shadow`. Too little background to see is said here, once.
"""

from applications.photos.findings import Finding, Severity
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules
from applications.photos.walls import OBJECTS_FAIL, objects_in, wall_of

DOUBT = Limit("background_objects_warn", "杂物占背景超过多少提醒", 0.5, 0.1, 20, "%")
RULE = Rule("background_objects", "背景没有物体", "notice 一(一)3(1)", (DOUBT, OBJECTS_FAIL), sure=True)
CODE, TITLE = RULE.code, RULE.title
SAID = Said(
    number="杂物占背景",
    passed="背景里没有物体。",
    doubt="背景里可能有小物体或花纹，由老师确认。",
    sure="背景里有物体、花纹或其他颜色。",
    advice="请站在没有花纹的单色墙或幕布前重拍，不要用软件更换背景。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.faces and seen.background is None:
        return Finding(
            CODE,
            Severity.WARN,
            TITLE,
            "看得到的背景太少，机器不能确定。",
            advice="请离镜头远一些重拍，人像四周留出背景。",
            measured="背景太少",
        )
    wall = wall_of(seen, rules, RULE)
    if isinstance(wall, Finding):
        return wall
    grade = Grade(rules.of(DOUBT), rules.of(OBJECTS_FAIL), unit="%")
    return graded(RULE, objects_in(wall), grade, SAID, wall.clutter_box if seen.fits_frame else None)
