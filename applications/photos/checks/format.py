"""`format`: a JPEG with 24-bit colour (《图像采集规范及信息标准》). Told from the content of the file.

What is appended to a picture (the second one of an MPO, an archive, notes of a camera) is a note: it is not shown by
anything and an upload leaves it behind.
"""

from applications.photos.findings import Finding, Severity
from applications.photos.measure import Measures
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("format", "图片格式", "national standard 四1: JPEG, 24 bit", sure=True, about_file=True)
CODE, TITLE = RULE.code, RULE.title
LIMIT = "JPG，24 位真彩色"
_MODES = {
    "L": "灰度",
    "1": "黑白",
    "P": "调色板颜色",
    "CMYK": "印刷用的 CMYK 颜色",
    "RGBA": "带透明层",
    "LA": "带透明层",
}


def check(seen: Measures, rules: PhotoRules) -> Finding:
    kind, mode = ("JPG" if seen.file.kind == "JPEG" else seen.file.kind), seen.file.mode
    is_jpeg, is_colour = kind == "JPG", mode == "RGB"
    if is_jpeg and is_colour and seen.file.appended:
        return Finding(
            CODE,
            Severity.NOTE,
            TITLE,
            "格式符合要求。文件末尾还附带别的内容，上传后只保留照片本身。",
            value=f"{kind} {mode}",
            limit=LIMIT,
            measured=f"{LIMIT}，另附 {seen.file.appended:,} 字节",
        )
    if is_jpeg and is_colour:
        return Finding(CODE, Severity.OK, TITLE, "格式符合要求。", value=f"{kind} {mode}", limit=LIMIT, measured=LIMIT)
    is_now = kind if is_colour else f"{kind}，{_MODES.get(mode, mode)}"
    how = "请照相馆提供彩色 JPG 原图" if is_jpeg else "请上传照相馆提供的 JPG 原图，或用看图软件另存为 JPG"
    return Finding(
        CODE,
        Severity.FAIL,
        TITLE,
        f"图片是 {is_now}，应为 {LIMIT}。",
        advice=f"{how}。",
        value=f"{kind} {mode}",
        limit=LIMIT,
        measured=f"{is_now}，应为 {LIMIT}",
    )
