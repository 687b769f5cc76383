"""What was done to a photo, as the candidate and the reviewer read it. Called by a template filter."""

from collections.abc import Mapping
from typing import Any


def said(done: Mapping[str, Any]) -> str:
    """`向左转 4.0°，缩小到 54%；原照片 1800×2400 像素，取左上 (312, 410) 到右下 (1195, 1587)，JPG 质量 95`."""
    (left, top), _, (right, bottom), _ = done["window"]
    wide, high = done["source"]
    by_hand = "，考生微调过取景" if done["by_hand"] else ""
    window = f"取左上 ({left:.0f}, {top:.0f}) 到右下 ({right:.0f}, {bottom:.0f})"
    how = f"{turned(done['turn'])}，{scaled(done['scale'])}{by_hand}"
    return f"{how}；原照片 {wide}×{high} 像素，{window}，JPG 质量 {done['quality']}"


def turned(degrees: float) -> str:
    if abs(degrees) < 0.05:
        return "没有转动"
    return f"向{'左' if degrees > 0 else '右'}转 {abs(degrees):.1f}°"


def scaled(times: float) -> str:
    if abs(times - 1) < 0.005:
        return "没有缩放"
    return f"放大 {times:.2f} 倍" if times > 1 else f"缩小到 {times:.0%}"
