"""Cuts a photo out of a source and encodes it: over the least file size, never by padding, never with metadata."""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from applications.photos.cropping.frame import Frame, Size
from applications.photos.cropping.guide import Guide
from applications.photos.cropping.refusal import TOO_SMOOTH, CannotCrop
from applications.photos.cropping.source import Source
from applications.photos.cropping.warping import warp
from applications.photos.rules import PhotoRules

# From the first upward until the file is large enough; the rest only where a batch names a largest size.
_QUALITIES, _SMALLER = (95, 96, 97, 98, 99, 100), (92, 90, 88, 85)


@dataclass(frozen=True)
class Cropped:
    """The finished JPEG, and what was done to the source: all of it."""

    data: bytes
    frame: Frame
    source: Size
    result: Size
    quality: int

    def to_json(self) -> dict[str, Any]:
        window = [[round(x, 1), round(y, 1)] for x, y in self.frame.corners(self.result)]
        return {
            **self.frame.to_json(),
            "window": window,
            "source": list(self.source),
            "quality": self.quality,
        }


def apply(source: Source, frame: Frame, rules: PhotoRules) -> Cropped:
    """The frame has to be within its limits. Raises CannotCrop if no quality gives a file of the right size."""
    result = Guide.of(rules).size
    picture = Image.fromarray(np.ascontiguousarray(warp(source.pixels, frame, result)[:, :, ::-1]))
    most = rules.most_bytes
    for quality in (*_QUALITIES, *(_SMALLER if most is not None else ())):
        data = _jpeg(picture, quality, source.profile)
        if len(data) > rules.least_bytes and (most is None or len(data) <= most):
            return Cropped(data, frame, source.size, result, quality)
    raise CannotCrop(TOO_SMOOTH)


def _jpeg(picture: Image.Image, quality: int, profile: bytes | None) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, subsampling=0, dpi=(300, 300), icc_profile=profile)
    return out.getvalue()
