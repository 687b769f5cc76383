"""The bands that a cropped photo has to meet, and where within them a proposal aims. Read from the batch's rules."""

from dataclasses import asdict, dataclass

from applications.photos.rules import PhotoRules

# Crown to chin over the height, and the space above the crown over it: what a proposal aims at, and how far it may go.
# The bands of the rules hold besides; as far as they allow, a picture with little room is framed rather than refused.
HEAD, HEAD_LEAST, HEAD_MOST = 0.57, 0.48, 0.70
TOP, TOP_LEAST, TOP_MOST = 0.10, 0.06, 0.16
OFF_CENTRE = 16  # pixels
_PART_OF_THE_SLACK = 0.75
_ANYTHING = (-1e6, 1e6)


@dataclass(frozen=True)
class Placed:
    """Where a head comes to stand: pixels of the result; `roll` in degrees."""

    head_top: float
    eye_line: float
    chin: float
    centre_x: float
    face_width: float
    roll: float

    def to_json(self) -> dict[str, float]:
        return {name: round(value, 1) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Guide:
    """`bands`: least and most of every place, by the code of its rule. A rule that is switched off has no band."""

    width: int
    height: int
    bands: dict[str, tuple[float, float]]

    @classmethod
    def of(cls, rules: PhotoRules) -> "Guide":
        middle, roll = rules.width / 2, rules.roll_most
        bands = {
            "head_top": (rules.head_top_least, rules.head_top_most),
            "eye_line": (rules.eye_line_least, rules.eye_line_most),
            "centred": (middle - rules.off_centre_most, middle + rules.off_centre_most),
            "face_width": (rules.face_width_least, rules.face_width_most),
            "roll": (-roll, roll),
        }
        bands = {code: _ANYTHING if code in rules.off else band for code, band in bands.items()}
        return cls(rules.width, rules.height, bands)

    def wider(self, rules: PhotoRules) -> "Guide":
        """With three quarters of the rules' slack: such a photo does not fail, a person is asked."""
        slacks = {
            "head_top": rules.head_top_slack,
            "eye_line": rules.eye_line_slack,
            "centred": rules.off_centre_slack,
            "face_width": rules.face_width_slack,
            "roll": 0.0,
        }
        bands = {
            code: (low - _PART_OF_THE_SLACK * slacks[code], high + _PART_OF_THE_SLACK * slacks[code])
            for code, (low, high) in self.bands.items()
        }
        return Guide(self.width, self.height, bands)

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    def broken(self, placed: Placed, *, margin: float = 0.0) -> str | None:
        """The first rule that `placed` does not meet, or meets by less than `margin` pixels."""
        values = {
            "head_top": placed.head_top,
            "eye_line": placed.eye_line,
            "centred": placed.centre_x,
            "face_width": placed.face_width,
        }
        for code, value in values.items():
            low, high = self.bands[code]
            if not low + margin <= value <= high - margin:
                return code
        low, high = self.bands["roll"]
        return None if low <= placed.roll <= high else "roll"


def guide_for(placed: Placed, rules: PhotoRules) -> Guide:
    """The bands that a proposal which places the head like this was made for: its steps by hand are held to them."""
    guide = Guide.of(rules)
    return guide if guide.broken(placed) is None else guide.wider(rules)
