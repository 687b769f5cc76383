"""What the picture rules read of one portrait: sharpness, light, colour, clothes, traces of compression.

Called by measure.py while the landmarks are still there; what it returns is numbers only.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from applications.photos.background import Background
from applications.photos.blocking import blocking
from applications.photos.clothes import Clothes, read_clothes
from applications.photos.colours import Colours, read_colours
from applications.photos.exposure import Exposure, read_exposure
from applications.photos.geometry import Geometry
from applications.photos.landmarks import Landmarks
from applications.photos.planes import Planes
from applications.photos.regions import find_regions
from applications.photos.sharpness import edge_blur


@dataclass(frozen=True)
class PictureFeatures:
    """None is what could not be measured: a face cut off, no clothes in the picture."""

    edge_blur: float | None
    blocking: float | None
    exposure: Exposure
    colours: Colours | None
    clothes: Clothes | None


def read_picture(
    planes: Planes,
    file_luma: npt.NDArray[np.uint8],
    landmarks: Landmarks,
    geometry: Geometry,
    background: Background | None,
) -> PictureFeatures:
    """`file_luma` is the picture in the pixels of its file: scaling would have taken away the traces of compression."""
    regions = find_regions(landmarks, geometry, planes.person)
    return PictureFeatures(
        edge_blur=edge_blur(planes.luma, geometry.face, regions.face),
        blocking=blocking(file_luma),
        exposure=read_exposure(planes.dim, planes.strongest, regions),
        colours=read_colours(planes.lab, regions),
        clothes=read_clothes(planes.lab, regions.clothes, background.colour if background else None),
    )
