"""Finds the one face of a source and measures its head: detector, landmarks and person mask. Called by proposing.py."""

import math

import cv2
import numpy as np

from applications.photos.checks.face_count import SURE_OF_FACE
from applications.photos.cropping.frame import Frame, Size
from applications.photos.cropping.refusal import NO_FACE, CannotCrop, several_faces
from applications.photos.cropping.source import Source
from applications.photos.cropping.warping import warp
from applications.photos.faces import Face, find_faces
from applications.photos.framing import Pixels
from applications.photos.geometry import Geometry, read_geometry
from applications.photos.landmarks import find_landmarks
from applications.photos.networks import Networks
from applications.photos.person import find_person

# Long sides at which a face is looked for: the detector likes faces of 20 to 300 pixels.
OVERVIEWS = (640, 1280, 320)
# Where the detector's box (hairline to chin) lies in a well-framed photo, as shares of the height.
_BOX_HIGH, _BOX_MIDDLE = 0.41, 0.47


def rough_frame(source: Source, networks: Networks, result: Size) -> Frame:
    """A frame in which the head stands about right and upright. Raises CannotCrop without exactly one face."""
    for long_side in OVERVIEWS:
        scale = min(1.0, long_side / max(source.size))
        faces = find_faces(overview(source, scale), networks.detector)
        sure = [face for face in faces if face.score >= SURE_OF_FACE]
        if len(sure) > 1:
            raise CannotCrop(several_faces(len(sure)))
        if faces:
            return _around(faces[0], scale, result)
    raise CannotCrop(NO_FACE)


def overview(source: Source, scale: float) -> Pixels:
    """The source shrunk to look for faces in it."""
    if scale == 1:
        return source.pixels
    wide, high = source.size
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    return np.asarray(cv2.resize(source.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _around(face: Face, overview: float, result: Size) -> Frame:
    left, top, wide, high = (value / overview for value in face.box)
    (right_x, right_y), (left_x, left_y) = face.eyes
    turn = math.degrees(math.atan2(left_y - right_y, left_x - right_x))
    scale = _BOX_HIGH * result[1] / high
    # The box's middle comes to stand on the mid-line, a little above the middle of the height.
    middle = Frame(turn, scale, left + wide / 2, top + high / 2)
    x, y = middle.to_source((result[0] / 2, result[1] * (1 - _BOX_MIDDLE)), result)
    return Frame(turn, scale, x, y)


def head_in(source: Source, frame: Frame, networks: Networks, result: Size) -> Geometry | None:
    """The head as it stands in `frame`; None if the detector finds no face there. What lies beyond the source is only
    looked at, never kept.
    """
    pixels = warp(source.pixels, frame, result)
    faces = find_faces(pixels, networks.detector)
    if not faces:
        return None
    person = find_person(pixels, networks.person)
    return read_geometry(find_landmarks(pixels, faces[0], networks.landmarks), person)
