"""The head in the source: a few places and one angle, told from one measurement. Never the landmarks themselves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from applications.photos.cropping.frame import Frame, Point, Size
from applications.photos.cropping.guide import Placed
from applications.photos.geometry import Geometry


@dataclass(frozen=True)
class Subject:
    """Pixels of the source; `roll` in degrees, positive when the picture has to turn anticlockwise."""

    crown: Point
    eyes: Point
    chin: Point
    width: float
    roll: float

    @classmethod
    def seen_in(cls, frame: Frame, geometry: Geometry, result: Size) -> Self:
        def place(down: float) -> Point:
            return frame.to_source((geometry.centre_x, down), result)

        return cls(
            crown=place(geometry.head_top),
            eyes=place(geometry.eye_line),
            chin=place(geometry.chin),
            width=geometry.face_width / frame.scale,
            roll=frame.turn + geometry.roll,
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        crown, eyes, chin = ((float(stored[n][0]), float(stored[n][1])) for n in ("crown", "eyes", "chin"))
        return cls(crown, eyes, chin, float(stored["width"]), float(stored["roll"]))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def placed_by(self, frame: Frame, result: Size) -> Placed:
        (_, crown), (middle, eyes), (_, chin) = (
            frame.to_result(point, result) for point in (self.crown, self.eyes, self.chin)
        )
        return Placed(
            head_top=crown,
            eye_line=eyes,
            chin=chin,
            centre_x=middle,
            face_width=self.width * frame.scale,
            roll=self.roll - frame.turn,
        )
