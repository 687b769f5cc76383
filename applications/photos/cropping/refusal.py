"""Why no crop can help, in words for the candidate: what is the matter, then what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_ENLARGEMENT = 1.3
MOST_TURN = 20.0


@dataclass(frozen=True)
class Refusal:
    code: str
    sentence: str


class CannotCrop(Exception):
    """No frame can be offered."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


NO_FACE = Refusal("no_face", "照片里没有找到人脸。请上传正面、五官清楚的照片。")
LYING = Refusal("lying", "照片是横着或倒着的。请先在手机相册里把照片转正，再上传。")
GRAY = Refusal("gray", "这是黑白照片，裁剪不能变成彩色。请上传彩色原图。")
PRINT_COLOURS = Refusal("print_colours", "照片用的是印刷颜色，转换会改变色调。请照相馆提供普通彩色 JPG。")
SEE_THROUGH = Refusal("see_through", "照片的背景是透明的，裁剪不能补上背景。请上传没有抠过图的原照片。")
TOO_SMOOTH = Refusal("too_smooth", "照片太模糊，裁剪后达不到要求的文件大小。请上传更清楚的原图。")
DOES_NOT_FIT = Refusal("does_not_fit", "裁剪后头部位置仍不符合要求。请正对镜头，按拍摄要求重拍。")


def several_faces(count: int) -> Refusal:
    return Refusal("several_faces", f"照片里有 {count} 张人脸。请单独拍摄，背景里不要有其他人、照片或海报。")


def too_tilted(degrees: float) -> Refusal:
    return Refusal("roll", f"头部倾斜 {abs(degrees):.0f}°，超过 {MOST_TURN:.0f}°，不能靠转正改好。请坐正后重拍。")


def too_small(times: float) -> Refusal:
    said = f"{times + 0.05:.1f}"
    return Refusal(
        "enlargement",
        f"人像太小，要放大 {said} 倍，最多 {MOST_ENLARGEMENT} 倍。请离镜头近一些重拍，或上传没有缩小过的原图。",
    )


def too_compressed(kilobytes: int, least: int) -> Refusal:
    return Refusal(
        "compressed",
        f"原文件只有 {kilobytes} KB，不到 {least} KB，细节已经丢失，裁剪补不回来。请上传手机或相机里的原图。",
    )


def no_margin(sides: Sequence[str]) -> Refusal:
    """`sides` in words, as seen in the picture: 上边, 左边, 右边, 下边."""
    where = "四周" if len(sides) > 2 else "、".join(sides)
    return Refusal("margin", f"人像{where}留的空白不够，裁剪不能补画面。请离镜头远一些重拍，四周多留空白。")
