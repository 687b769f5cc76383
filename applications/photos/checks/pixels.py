"""`pixels`: 480 wide, 640 high, upright as stored (notice 一(一)3(6))."""

from applications.photos.findings import Finding, Severity
from applications.photos.measure import Measures
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("pixels", "图片尺寸", "notice 一(一)3(6)", sure=True, about_file=True)
CODE, TITLE = RULE.code, RULE.title


def check(seen: Measures, rules: PhotoRules) -> Finding:
    now, limit = f"{seen.file.width}×{seen.file.height}", f"{rules.width}×{rules.height}"
    if now == limit and seen.file.orientation == 1:
        return Finding(
            CODE, Severity.OK, TITLE, "尺寸符合要求。", value=now, limit=limit, unit="像素", measured=f"{now} 像素"
        )
    if seen.file.orientation != 1:
        message = "照片靠旋转标记才是正的，打印时会歪倒。"
        advice = f"用看图软件把照片转正，存为 {limit} 像素后上传。"
        measured = f"{now} 像素，带旋转标记"
    else:
        message = f"照片是 {now} 像素，需要 {limit} 像素。"
        small = seen.file.width < rules.width or seen.file.height < rules.height
        advice = (
            "放大会变模糊，请照相馆重新提供这个尺寸的原图。"
            if small
            else f"手机原图可以裁剪的，页面会提供裁剪；否则请照相馆按 {limit} 像素提供。"
        )
        measured = f"{now}，应为 {limit} 像素"
    return Finding(
        CODE, Severity.FAIL, TITLE, message, advice=advice, value=now, limit=limit, unit="像素", measured=measured
    )
