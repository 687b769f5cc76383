"""`background_uniform`: an even, plain background without objects (notice 一(一)3(1)).

Only objects and patterns, which have hard edges, fail. Light that falls off or a soft shadow warns: good studio walls
measure up to 5 units, some accepted ones 13, so no line between them is sure.
"""

from applications.photos.background import Background
from applications.photos.findings import Finding, Gauge, Severity
from applications.photos.measure import Measures
from applications.photos.placing import not_checked
from applications.photos.rules import PhotoRules

CODE, TITLE = "background_uniform", "背景均匀、无渐变"
BESIDE_PERSON = 0.03


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if not seen.faces:
        return not_checked(CODE, TITLE, "没有找到人脸")
    wall = seen.background
    if wall is None:
        return Finding(
            CODE,
            Severity.WARN,
            TITLE,
            "看得到的背景太少，机器不能确定是否均匀。",
            advice="请离镜头远一些重拍，人像四周留出背景。",
            measured="背景太少",
        )
    if wall.clutter_share > rules.background_limits.clutter_share:
        return _cluttered(wall, rules, seen.fits_frame)
    if wall.attached_share > BESIDE_PERSON:
        return _beside(wall, seen.fits_frame)
    return _lighting(wall, rules)


def _beside(wall: Background, has_place: bool) -> Finding:
    return Finding(
        CODE,
        Severity.WARN,
        TITLE,
        "人像旁边可能有阴影或物体，由老师确认。",
        advice="重拍时离墙约 1 米，背后不要有椅背等物体。头发不算。",
        value=round(wall.attached_share * 100, 1),
        unit="%",
        limit=f"不超过 {BESIDE_PERSON * 100:g}",
        measured=f"人像旁边有 {wall.attached_share * 100:.1f}% 与背景不同",
        box=wall.attached_box if has_place else None,
    )


def _cluttered(wall: Background, rules: PhotoRules, has_place: bool) -> Finding:
    share, most = round(wall.clutter_share * 100, 1), rules.background_limits.clutter_share * 100
    return Finding(
        CODE,
        Severity.FAIL,
        TITLE,
        "背景里有物体、花纹或其他颜色。",
        advice="请站在没有花纹的单色墙或幕布前重拍，不要用软件更换背景。",
        value=share,
        limit=f"不超过 {most:g}",
        unit="%",
        measured=f"杂物占背景 {share:g}%，不超过 {most:g}%",
        box=wall.clutter_box if has_place else None,
        gauge=Gauge(0, most, 0, max(4 * most, share)),
    )


def _lighting(wall: Background, rules: PhotoRules) -> Finding:
    limits = rules.background_limits
    by_light = wall.lightness_range / limits.range_most >= wall.spread / limits.spread_most
    value, most = (wall.lightness_range, limits.range_most) if by_light else (wall.spread, limits.spread_most)
    passed = value <= most
    what = "明暗相差" if by_light else "颜色相差"
    return Finding(
        CODE,
        Severity.OK if passed else Severity.WARN,
        TITLE,
        "背景均匀。" if passed else "背景明暗或颜色不够均匀，由老师确认。",
        advice="" if passed else "重拍时离墙约 1 米，正对窗户或两侧打灯，更容易通过。",
        value=value,
        limit=f"不超过 {most:g}",
        measured=f"{what} {value:g}，不超过 {most:g}",
        gauge=Gauge(0, most, 0, max(3 * most, value)),
    )
