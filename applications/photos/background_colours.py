"""The background colours that a batch may name: those of the national standard (《图像采集规范及信息标准》)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NamedColour:
    """`code` stands in the rules of a batch, `name` is shown; red, green and blue 0–255."""

    code: str
    name: str
    rgb: tuple[int, int, int]


COLOURS = {
    colour.code: colour
    for colour in (
        NamedColour("white", "白色", (255, 255, 255)),
        NamedColour("light_blue", "浅蓝色", (100, 197, 255)),
        NamedColour("light_grey", "浅灰色", (240, 240, 240)),
    )
}
