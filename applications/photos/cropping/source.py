"""Opens an upload for cropping: upright, at most 2,400 pixels, in a form whose tone nothing here would change."""

from dataclasses import dataclass

import numpy as np

from applications.photos.cropping.frame import Size
from applications.photos.cropping.refusal import GRAY, PRINT_COLOURS, SEE_THROUGH, CannotCrop, Refusal
from applications.photos.framing import Pixels
from applications.photos.opening import Opened

_TONES: dict[str, Refusal] = {"L": GRAY, "LA": GRAY, "1": GRAY, "CMYK": PRINT_COLOURS, "YCCK": PRINT_COLOURS}


@dataclass(frozen=True)
class Source:
    """`pixels` are BGR; `profile` is the colour profile that they keep."""

    pixels: Pixels
    profile: bytes | None

    @property
    def size(self) -> Size:
        high, wide = self.pixels.shape[:2]
        return wide, high


def source_of(opened: Opened) -> Source:
    """Raises CannotCrop for a picture that would have to change its colours to become a photo."""
    if refusal := _TONES.get(opened.facts.mode):
        raise CannotCrop(refusal)
    if opened.see_through:
        raise CannotCrop(SEE_THROUGH)
    return Source(np.ascontiguousarray(np.asarray(opened.picture)[:, :, ::-1]), opened.profile)
