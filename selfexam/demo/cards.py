"""Draws the document images of the demonstration: ID card sides, a diploma, a 备案表. Each is marked 示例 all over.

They resemble a document in its fields only: no emblem, no seal, no security printing.
"""

import functools
import importlib.resources
import io
from dataclasses import dataclass
from datetime import date

from PIL import Image, ImageDraw, ImageFont

from selfexam.demo.ahead import portrait as portrait_of

_INK, _LABEL, _RULE = (28, 34, 40), (52, 96, 128), (150, 160, 168)
_CARD = (1012, 638)  # 85.6 × 54 mm
_SHEET = (1240, 1754)  # A4
_WIDE = (1600, 1130)


def draw_id_front(
    name: str, sex: str, ethnicity: str, birth: date, address: str, number: str, portrait_seed: int
) -> bytes:
    """The side with the portrait (人像面)."""
    sheet = _Sheet.blank(_CARD, (232, 240, 244))
    sheet.field((56, 62), "姓名", name, size=40)
    sheet.field((56, 142), "性别", sex)
    sheet.field((250, 142), "民族", ethnicity)
    sheet.field((56, 220), "出生", f"{birth.year} 年 {birth.month} 月 {birth.day} 日")
    sheet.field((56, 298), "住址", address, wrap=12)
    sheet.text((56, 546), "公民身份号码", size=30, colour=_LABEL)
    sheet.text((300, 538), number, size=40)
    with Image.open(io.BytesIO(portrait_of(portrait_seed))) as portrait:
        sheet.image.paste(portrait.resize((270, 360), Image.Resampling.LANCZOS), (684, 96))
    return sheet.marked()


def draw_id_back(authority: str, valid_from: date, valid_to: date | None) -> bytes:
    """The side with the issuing authority (国徽面); `valid_to` is None for 长期."""
    sheet = _Sheet.blank(_CARD, (236, 240, 236))
    sheet.text((330, 110), "居民身份证", size=72)
    sheet.text((330, 216), "演示用图，不是证件", size=34, colour=_LABEL)
    until = f"{valid_to:%Y.%m.%d}" if valid_to else "长期"
    sheet.field((190, 430), "签发机关", authority, gap=170)
    sheet.field((190, 516), "有效期限", f"{valid_from:%Y.%m.%d}-{until}", gap=170)
    return sheet.marked()


def draw_diploma(name: str, school: str, programme: str, level: str, number: str, graduated: date, seed: int) -> bytes:
    """A certificate of a prior degree (毕业证书)."""
    sheet = _Sheet.blank(_WIDE, (250, 247, 238))
    sheet.draw.rectangle((40, 40, _WIDE[0] - 40, _WIDE[1] - 40), outline=_RULE, width=4)
    sheet.text((_WIDE[0] // 2, 110), "毕业证书", size=92, serif=True, centred=True)
    said = f"学生 {name}，修完{school}{programme}专业{level}教学计划规定的全部课程，成绩合格，准予毕业。"
    sheet.paragraph((600, 300), said, wrap=19, size=44)
    with Image.open(io.BytesIO(portrait_of(seed))) as portrait:
        sheet.image.paste(portrait.resize((330, 440), Image.Resampling.LANCZOS), (170, 300))
    sheet.text((170, 860), f"证书编号：{number}", size=36, serif=True)
    sheet.text((960, 860), school, size=40, serif=True)
    sheet.text((960, 940), f"{graduated.year} 年 {graduated.month} 月 {graduated.day} 日", size=36, serif=True)
    return sheet.marked()


def draw_chsi_form(name: str, sex: str, birth: date, school: str, programme: str, level: str, number: str) -> bytes:
    """A printout of the degree's electronic registration (学历证书电子注册备案表)."""
    sheet = _Sheet.blank(_SHEET, (255, 255, 255))
    sheet.text((_SHEET[0] // 2, 120), "学历证书电子注册备案表", size=58, centred=True)
    rows = (
        ("姓名", name),
        ("性别", sex),
        ("出生日期", f"{birth.year} 年 {birth.month} 月 {birth.day} 日"),
        ("学校名称", school),
        ("专业名称", programme),
        ("层次", level),
        ("毕结业", "毕业"),
        ("证书编号", number),
        ("在线验证码", "示例，不能验证"),
    )
    for index, (label, value) in enumerate(rows):
        top = 280 + index * 110
        sheet.draw.rectangle((120, top, _SHEET[0] - 120, top + 110), outline=_RULE, width=3)
        sheet.draw.line((400, top, 400, top + 110), fill=_RULE, width=3)
        sheet.text((150, top + 34), label, size=36, colour=_LABEL)
        sheet.text((430, top + 32), value, size=38)
    return sheet.marked()


@dataclass(frozen=True)
class _Sheet:
    image: Image.Image
    draw: ImageDraw.ImageDraw

    @classmethod
    def blank(cls, size: tuple[int, int], ground: tuple[int, int, int]) -> "_Sheet":
        image = Image.new("RGB", size, ground)
        return cls(image, ImageDraw.Draw(image))

    def text(
        self,
        place: tuple[int, int],
        text: str,
        *,
        size: int,
        colour: tuple[int, int, int] = _INK,
        serif: bool = False,
        centred: bool = False,
    ) -> None:
        self.draw.text(place, text, font=_font(size, serif), fill=colour, anchor="ma" if centred else "la")

    def field(
        self, place: tuple[int, int], label: str, value: str, *, size: int = 36, gap: int = 100, wrap: int = 40
    ) -> None:
        self.text((place[0], place[1] + 4), label, size=30, colour=_LABEL)
        self.paragraph((place[0] + gap, place[1]), value, wrap=wrap, size=size, serif=False)

    def paragraph(self, place: tuple[int, int], text: str, *, wrap: int, size: int, serif: bool = True) -> None:
        lines = [text[start : start + wrap].strip() for start in range(0, len(text), wrap)]
        for index, part in enumerate(lines):
            self.text((place[0], place[1] + round(index * size * 1.6)), part, size=size, serif=serif)

    def marked(self) -> bytes:
        """The JPEG, with 示例 across the whole sheet."""
        wide, high = self.image.size
        tile = Image.new("L", (360, 220), 0)
        ImageDraw.Draw(tile).text((180, 110), "示例", font=_font(72, False), fill=54, anchor="mm")
        tile = tile.rotate(24)
        mask = Image.new("L", self.image.size, 0)
        for top in range(0, high, 220):
            for left in range(-180 * (top // 220 % 2), wide, 360):
                mask.paste(tile, (left, top))
        self.image.paste((178, 48, 30), mask=mask)
        out = io.BytesIO()
        self.image.save(out, "JPEG", quality=88)
        return out.getvalue()


@functools.cache
def _font(size: int, serif: bool) -> ImageFont.FreeTypeFont:
    name = "NotoSerifSC-Regular.otf" if serif else "NotoSansSC-Regular.otf"
    return ImageFont.truetype(io.BytesIO(_font_file(name)), size)


@functools.cache
def _font_file(name: str) -> bytes:
    return (importlib.resources.files("pylopdf_fonts_zh_cn") / name).read_bytes()
