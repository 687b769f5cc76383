"""Runs the networks once on a photo and gives numbers: what every check reads. Called by judge.py.

Numbers only: landmarks are biometric data and end here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from applications.photos.background import Background, read_background
from applications.photos.face import FaceFeatures, read_face
from applications.photos.faces import Face, find_faces
from applications.photos.framing import Framed, frame
from applications.photos.geometry import Geometry, read_geometry
from applications.photos.landmarks import find_landmarks
from applications.photos.networks import Networks
from applications.photos.opening import Facts, Opened
from applications.photos.person import find_person
from applications.photos.picture import PictureFeatures, read_picture
from applications.photos.plain import from_plain, to_plain
from applications.photos.planes import Planes, planes_of
from applications.photos.rules import PhotoRules


@dataclass(frozen=True)
class Measures:
    """All that was seen of one photo. `geometry` is of the largest face; None without a face.

    Every group is a dataclass of plain numbers: plain.py keeps it and reads it back without a line here.
    """

    file: Facts
    uploaded_bytes: int
    measured_on: date
    frame: tuple[int, int]  # width and height in which places are given
    fits_frame: bool
    faces: tuple[Face, ...]
    geometry: Geometry | None
    background: Background | None
    picture: PictureFeatures | None
    face: FaceFeatures | None = None

    def to_json(self) -> dict[str, Any]:
        """The numbers, by group: for statistics, and to try changed rules on old photos."""
        kept: dict[str, Any] = to_plain(self)
        return kept

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The measures that `stored` came from. Raises CannotRebuild for those of an earlier version."""
        rebuilt: Self = from_plain(cls, stored)
        return rebuilt

    def suits(self, rules: PhotoRules) -> bool:
        """Whether `rules` want the frame that was measured in; if not, the photo has to be measured again."""
        return self.frame == (rules.width, rules.height)


def measure(
    opened: Opened,
    rules: PhotoRules,
    networks: Networks,
    *,
    uploaded_bytes: int,
    taken: datetime | None = None,
) -> Measures:
    framed = frame(opened.picture, rules)
    with networks.lock:
        faces = find_faces(framed.pixels, networks.detector)
        person = find_person(framed.pixels, networks.person)
        landmarks = find_landmarks(framed.pixels, faces[0], networks.landmarks) if faces else None
        face = read_face(framed.pixels, landmarks, person, networks.expression) if landmarks else None
    planes = planes_of(framed.pixels, person)
    geometry = read_geometry(landmarks, person) if landmarks else None
    background = read_background(planes)
    picture = None
    if landmarks and geometry:
        picture = read_picture(planes, _luma(opened, framed, planes), landmarks, geometry, background)
    return Measures(
        file=replace(opened.facts, taken=opened.facts.taken or taken),
        uploaded_bytes=uploaded_bytes,
        measured_on=date.today(),
        frame=(rules.width, rules.height),
        fits_frame=framed.fits,
        faces=tuple(faces),
        geometry=geometry,
        background=background,
        picture=picture,
        face=face,
    )


def _luma(opened: Opened, framed: Framed, planes: Planes) -> npt.NDArray[np.uint8]:
    """In the pixels of the upload, which for a photo of the right size are those of the frame."""
    if opened.picture.size == framed.pixels.shape[1::-1]:
        return planes.luma
    return np.asarray(opened.picture.convert("L"), np.uint8)
