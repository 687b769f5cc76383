"""Tells a picture that lies on its side or stands on its head from a tilted head. Called by proposing.py.

The detector finds such a face too, and gives it the eyes of an upright one: a frame would be proposed that cuts it out
upside down, or be refused for a tilt that nobody has. The rotation mark of a camera was obeyed when the upload was
opened; programs that pass pictures on take the mark off and leave the picture lying.
"""

from dataclasses import dataclass

import numpy as np

from applications.photos.cropping.looking import OVERVIEWS, overview
from applications.photos.cropping.refusal import MOST_TURN
from applications.photos.cropping.source import Source
from applications.photos.faces import find_faces
from applications.photos.framing import Pixels
from applications.photos.geometry import Geometry
from applications.photos.landmarks import ORDINARY, find_landmarks
from applications.photos.networks import Networks

# Of seven people, dark, bright, blurred, small, grey or tilted by 20°: upright 0.92 to 0.96, the surest other way at
# least 0.03 less, and never with the presence of an ordinary face.
_SURER = 0.02


@dataclass(frozen=True)
class _Seen:
    score: float
    is_ordinary: bool


def may_lie(geometry: Geometry, roll: float) -> bool:
    """Whether a first look at the head leaves a doubt: not an ordinary face, or tilted more than can be put right."""
    return geometry.presence < ORDINARY or abs(roll) > MOST_TURN


def lies(source: Source, networks: Networks) -> bool:
    """Whether the face is seen more surely after a quarter, half or three quarters of a turn; hold the lock."""
    long_side = OVERVIEWS[0]
    small = overview(source, min(1.0, long_side / max(source.size)))
    upright, *others = (_seen(np.ascontiguousarray(np.rot90(small, turns)), networks) for turns in range(4))
    return any(other.is_ordinary and other.score > upright.score + _SURER for other in others)


def _seen(pixels: Pixels, networks: Networks) -> _Seen:
    faces = find_faces(pixels, networks.detector)
    if not faces:
        return _Seen(0.0, False)
    presence = find_landmarks(pixels, faces[0], networks.landmarks).presence
    return _Seen(faces[0].score, presence >= ORDINARY)
