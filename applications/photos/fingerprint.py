"""Tells whether two files show the same photograph, for `same_photo`. Pure; called by likening.py.

Two steps. A fingerprint of 64 bits (signs of low frequencies of the grey picture) finds what may be alike through an
index. ID photos are all framed alike, and so are their fingerprints: what the index finds is therefore compared pixel
by pixel, outlines only, so that another brightness, a new encoding or a shift by a few pixels do not matter.
"""

import io
import itertools
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Grey = npt.NDArray[np.uint8]
BITS, BAND_BITS, BANDS = 64, 16, 4
# Same photograph, encoded anew, brightened or shifted by up to 3 pixels of 480: at most 14 bits in the measurements.
MOST_BITS_APART = 14
# Drawn portraits with equal parts reach 0.95, photos of different people 0.5; the same photograph stays above 0.97.
LEAST_LIKENESS = 0.96
_SIDE = 64
_LEAST_SURE = 3  # bits of a band that a shift may turn: both values are looked for
_SMALL = (240, 320)
_REACH = 6  # pixels of the small picture: 12 of the photo
_FLAT = 0.2  # grey levels; portraits have 5 to 10
_FINE, _COARSE = 0.7, 2.0  # outlines between these widths are compared
# In the order of rising frequency; the first six only tell the framing that all ID photos share.
_FREQUENCIES = sorted(((i, j) for i in range(16) for j in range(16)), key=lambda at: (sum(at), at[0]))[6 : 6 + BITS]


@dataclass(frozen=True)
class Fingerprint:
    """`bands` are the 64 bits in four numbers; `probes` the values of each band that a copy of the photo may have."""

    bands: tuple[int, int, int, int]
    probes: tuple[frozenset[int], ...]

    def bits_apart(self, bands: tuple[int, int, int, int]) -> int:
        return sum((one ^ other).bit_count() for one, other in zip(self.bands, bands, strict=True))


def read_grey(data: bytes) -> Grey:
    """The picture of a stored photo in grey, as it lies in the file."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        return np.asarray(image.convert("L"), np.uint8)


def fingerprint(grey: Grey) -> Fingerprint:
    small = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    waves = np.asarray(cv2.dct(small), np.float32)
    parts = np.array([waves[at] for at in _FREQUENCIES]).reshape(BANDS, BAND_BITS)
    first, second, third, fourth = (_number(part > 0) for part in parts)
    return Fingerprint((first, second, third, fourth), tuple(_probes(part) for part in parts))


def likeness(one: Grey, other: Grey) -> float:
    """1 for the same outlines at the same or a slightly shifted place, about 0 for nothing in common."""
    pattern, ground = _outlines(one)[_REACH:-_REACH, _REACH:-_REACH], _outlines(other)
    if min(float(pattern.std()), float(ground.std())) < _FLAT:
        return 0.0  # nothing to compare; the quotient below would be noise over noise
    match = np.asarray(cv2.matchTemplate(ground, pattern, cv2.TM_CCOEFF_NORMED), np.float64)
    row, column = (int(v) for v in np.unravel_index(int(match.argmax()), match.shape))
    best = float(match[row, column])
    gain = _between(match[:, column], row) + _between(match[row], column)
    return min(1.0, best + gain)


def _number(bits: npt.NDArray[np.bool_]) -> int:
    return int("".join("1" if bit else "0" for bit in bits), 2)


def _probes(part: npt.NDArray[np.float32]) -> frozenset[int]:
    bits, unsure = part > 0, np.argsort(np.abs(part))[:_LEAST_SURE]
    found = set()
    for turned in itertools.product((False, True), repeat=_LEAST_SURE):
        probe = bits.copy()
        probe[unsure] ^= np.array(turned)
        found.add(_number(probe))
    return frozenset(found)


def _outlines(grey: Grey) -> npt.NDArray[np.float32]:
    small = cv2.resize(grey, _SMALL, interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), _FINE) - cv2.GaussianBlur(small, (0, 0), _COARSE), np.float32)


def _between(line: npt.NDArray[np.float64], at: int) -> float:
    """How much higher the peak is between two pixels, by a parabola through three of them."""
    if not 0 < at < len(line) - 1:
        return 0.0
    before, here, after = line[at - 1 : at + 2]
    bend = before - 2 * here + after
    return float(-((after - before) ** 2) / (8 * bend)) if bend < 0 else 0.0
