"""Runs the networks once on a photo and gives numbers: what every check reads. Called by judge.py.

Numbers only: landmarks are biometric data and end here.
"""

from dataclasses import dataclass
from typing import Any

from applications.photos.background import Background, read_background
from applications.photos.faces import Face, find_faces
from applications.photos.framing import frame
from applications.photos.geometry import Geometry, read_geometry
from applications.photos.landmarks import find_landmarks
from applications.photos.networks import Networks
from applications.photos.opening import Facts, Opened
from applications.photos.person import find_person
from applications.photos.rules import PhotoRules


@dataclass(frozen=True)
class Measures:
    """All that was seen of one photo. `geometry` is of the largest face; None without a face."""

    file: Facts
    uploaded_bytes: int
    fits_frame: bool
    faces: tuple[Face, ...]
    geometry: Geometry | None
    background: Background | None

    def to_json(self) -> dict[str, Any]:
        """The numbers worth keeping: for statistics, and to try changed rules on old photos."""
        geometry, background = self.geometry, self.background
        return {
            "kind": self.file.kind,
            "mode": self.file.mode,
            "width": self.file.width,
            "height": self.file.height,
            "bytes": self.uploaded_bytes,
            "quality": self.file.quality,
            "faces": len(self.faces),
            "roll": geometry and geometry.roll,
            "centre_x": geometry and geometry.centre_x,
            "eye_line": geometry and geometry.eye_line,
            "head_top": geometry and geometry.head_top,
            "chin": geometry and geometry.chin,
            "face_width": geometry and geometry.face_width,
            "presence": geometry and geometry.presence,
            "background_colour": background and list(background.colour),
            "background_range": background and background.lightness_range,
            "background_spread": background and background.spread,
            "background_clutter": background and background.clutter_share,
        }


def measure(opened: Opened, rules: PhotoRules, networks: Networks, *, uploaded_bytes: int) -> Measures:
    framed = frame(opened.picture, rules)
    with networks.lock:
        faces = find_faces(framed.pixels, networks.detector)
        person = find_person(framed.pixels, networks.person)
        landmarks = find_landmarks(framed.pixels, faces[0], networks.landmarks) if faces else None
    return Measures(
        file=opened.facts,
        uploaded_bytes=uploaded_bytes,
        fits_frame=framed.fits,
        faces=tuple(faces),
        geometry=read_geometry(landmarks, person) if landmarks else None,
        background=read_background(framed.pixels, person),
    )
