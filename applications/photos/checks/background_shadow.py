"""`background_shadow`: no shadow of the person on the wall (notice 一(一)3(1)).

Two signs. What differs from the wall, touches the person and is not surely an object: a shadow, a chair's back, or hair
that the network did not see as hair. And the wall right along the person being darker on one side, as a flash leaves
it. The machine cannot tell them apart, so a person does.
"""

from dataclasses import replace

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules
from applications.photos.walls import CLUTTERED, wall_of

BESIDE = Limit("background_shadow_most", "人像旁边的阴影占背景不超过", 3.0, 0.5, 30, "%")
ALONG = Limit("background_shadow_along", "紧挨人像一侧的阴影占这一侧轮廓不超过", 20, 5, 100, "%")
RULE = Rule("background_shadow", "背景没有阴影", "notice 一(一)3(1)", (BESIDE, ALONG))
CODE, TITLE = RULE.code, RULE.title
BY_PATCH = Said(
    number="人像旁边与背景不同的部分占",
    passed="人像旁边没有阴影。",
    doubt="人像旁边可能有阴影或物体，由老师确认。",
    advice="重拍时离墙约 1 米，背后不要有椅背等物体。头发不算。",
)
BY_OUTLINE = replace(
    BY_PATCH,
    number="紧挨人像的阴影占一侧轮廓",
    doubt="人像一侧的墙上可能有阴影，由老师确认。",
    advice="重拍时离墙约 1 米，不用闪光灯直射。头发不算。",
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    wall = wall_of(seen, rules, RULE, unless=CLUTTERED)
    if isinstance(wall, Finding):
        return wall
    share, along = round(wall.attached_share * 100, 1), round(wall.beside_share * 100, 1)
    by_patch, by_outline = Grade(rules.of(BESIDE), unit="%"), Grade(rules.of(ALONG), unit="%", top=100)
    if along / by_outline.doubt > share / by_patch.doubt:
        return graded(RULE, along, by_outline, BY_OUTLINE, wall.beside_box if seen.fits_frame else None)
    return graded(RULE, share, by_patch, BY_PATCH, wall.attached_box if seen.fits_frame else None)
