"""What can be said of a card's picture without reading it: corners, sharpness, glare, size. OpenCV only.

Every limit is a warning: the candidate may take a better picture, a person decides (photo requirements: all four
corners, no glare, nothing covered).
"""

from dataclasses import asdict, dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from applications.idcards.corners import fills_the_picture, find_outline
from applications.idcards.findings import Finding, Severity
from applications.idcards.lines import Picture
from applications.idcards.straighten import flattened

# Long side of the card in pixels: below this the number is 7 pixels high.
LEAST_LENGTH = 420
# Second against first derivative at the strongest edges: 1 for drawn text, 0.5 at a blur of 2.6 pixels in 856.
LEAST_SHARPNESS = 0.5
# Share of the card covered by one spot of pure white with a soft rim, in hundredths.
MOST_GLARE = 0.8
_WORK = (856, 540)  # 10 pixels a millimetre
_WHITE, _LEAST_RISE = 250, 8
_NO_DETAIL = 4.0


@dataclass(frozen=True)
class Measures:
    """`length` is the card's long side in pixels, `sharpness` about 0 to 1.1, `glare` in hundredths of the card."""

    has_corners: bool
    length: int
    sharpness: float
    glare: float

    def to_json(self) -> dict[str, bool | int | float]:
        return asdict(self)


def measure(picture: Picture) -> Measures:
    outline = find_outline(picture)
    flat = flattened(picture, outline)
    size = _WORK if flat.shape[1] >= flat.shape[0] else _WORK[::-1]
    card = np.asarray(cv2.resize(flat, size, interpolation=cv2.INTER_AREA), np.uint8)
    return Measures(
        # A scan without any ground shows all of the card.
        has_corners=outline is not None or fills_the_picture(picture),
        length=round(outline.length if outline else max(picture.shape[:2])),
        sharpness=round(_sharpness(card), 2),
        glare=round(_glare(card) * 100, 1),
    )


def doubts(seen: Measures) -> list[Finding]:
    """Warnings in the order in which they are worth putting right."""
    found = []
    if not seen.has_corners:
        advice = "请把证件平放在颜色较深的桌面上，四个角都拍进来"
        found.append(Finding("corners", Severity.WARN, "没有看清证件的四个角", advice))
    if seen.length < LEAST_LENGTH:
        found.append(Finding("small", Severity.WARN, "证件在图片里太小", "请靠近一些重新拍摄"))
    if seen.sharpness < LEAST_SHARPNESS:
        found.append(Finding("blur", Severity.WARN, "图片模糊", "请对好焦、拿稳后重新拍摄"))
    if seen.glare > MOST_GLARE:
        found.append(Finding("glare", Severity.WARN, "图片上有反光", "请避开灯光直射，关闭闪光灯后重新拍摄"))
    return found


def _sharpness(card: Picture) -> float:
    """How abruptly the strongest edges rise: independent of light and contrast, hardly moved by noise."""
    grey = cv2.GaussianBlur(cv2.cvtColor(card, cv2.COLOR_RGB2GRAY), (0, 0), 0.8).astype(np.float32)
    high, wide = grey.shape
    grey = grey[high // 20 : -high // 20, wide // 20 : -wide // 20]
    rise = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)) / 8
    strongest = float(np.percentile(rise, 99.5))
    if strongest < _NO_DETAIL:
        return 0.0
    return float(np.percentile(np.abs(cv2.Laplacian(grey, cv2.CV_32F)), 99)) / strongest


def _glare(card: Picture) -> float:
    """The share of the largest white spot that fades out softly; the ground of a portrait ends at a hard edge.

    On a card whose own ground is white a reflection cannot be told apart: 0.
    """
    light = card.min(axis=2)
    if np.median(light) > _WHITE - _LEAST_RISE:
        return 0.0
    white = (cv2.GaussianBlur(light, (0, 0), 1.5) >= _WHITE).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(white, connectivity=8)
    grey = cv2.GaussianBlur(light, (0, 0), 1.0).astype(np.float32)
    slope = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)) / 8
    shares = [
        int(stats[number, cv2.CC_STAT_AREA]) / white.size
        for number in range(1, count)
        if stats[number, cv2.CC_STAT_AREA] > white.size // 500 and _fades(labels == number, slope)
    ]
    return max(shares, default=0.0)


def _fades(spot: NDArray[np.bool_], slope: NDArray[np.float32]) -> bool:
    """Whether the ground just around the spot grows darker gently for most of its way round."""
    ring = cv2.dilate(spot.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool) & ~spot
    return bool(np.median(slope[ring]) < 6.0)
