"""What an invented person looks like, from a seed. Nobody is meant; the numbers are drawn at random."""

from dataclasses import dataclass
from random import Random

from selfexam.demo.drawing.brush import Colour

_SKIN: tuple[Colour, ...] = (
    (238, 206, 184),
    (231, 196, 171),
    (224, 187, 160),
    (214, 174, 146),
    (198, 156, 127),
    (176, 133, 104),
)
_HAIR: tuple[Colour, ...] = ((34, 29, 28), (40, 33, 30), (48, 38, 33), (58, 45, 38), (30, 29, 32))
_GROUND: tuple[Colour, ...] = ((172, 211, 240), (196, 224, 243), (236, 238, 240), (242, 242, 242), (160, 204, 238))
_COATS: tuple[Colour, ...] = ((38, 48, 74), (52, 54, 60), (44, 40, 42), (58, 66, 62), (70, 56, 50), (30, 58, 72))
_TOPS: tuple[Colour, ...] = ((126, 52, 66), (44, 92, 98), (48, 60, 104), (104, 70, 98), (70, 88, 70), (58, 58, 66))
_SHIRTS: tuple[Colour, ...] = ((244, 245, 247), (222, 232, 243), (240, 236, 228))
_TIES: tuple[Colour, ...] = ((118, 36, 44), (40, 62, 108), (66, 74, 82), (46, 88, 84))


@dataclass(frozen=True)
class Looks:
    """Factors are about 1; `age` 0 is twenty, 1 is fifty-five."""

    woman: bool
    age: float
    skin: Colour
    hair: Colour
    hair_style: str
    part: float
    ground: Colour
    clothes: str
    coat: Colour
    shirt: Colour
    tie: Colour
    glasses: bool
    width: float
    jaw: float
    chin: float
    eyes: float
    eye_slant: float
    brows: float
    nose: float
    lips: float
    shoulders: float
    eye_x: float
    mouth: float
    volume: float

    @property
    def neck(self) -> float:
        """Half its width."""
        return (57 if self.woman else 68) * self.shoulders


def looks_of(seed: int) -> Looks:
    """The same person for the same seed; even seeds are women."""
    dice = Random(seed * 7919 + 17)  # noqa: S311 - drawing, not secrecy
    woman = seed % 2 == 0
    age = dice.random() ** 1.6
    styles = ("tied", "behind", "bob") if woman else ("side", "crop", "back")
    clothes = ("blouse", "round", "suit") if woman else ("suit", "tie", "tie", "round", "collar")
    wear = dice.choice(clothes)
    return Looks(
        woman=woman,
        age=age,
        skin=dice.choice(_SKIN[:5] if woman else _SKIN[1:]),
        hair=_greyed(dice.choice(_HAIR), age),
        hair_style=dice.choice(styles),
        part=dice.choice((-1, 1)) * dice.uniform(10, 42),
        ground=dice.choice(_GROUND),
        clothes=wear,
        coat=dice.choice(_COATS if wear in ("suit", "tie") else _TOPS),
        shirt=dice.choice(_SHIRTS),
        tie=dice.choice(_TIES),
        glasses=dice.random() < 0.3,
        width=dice.uniform(0.95, 1.03) * (0.98 if woman else 1.02),
        jaw=dice.uniform(0.93, 1.0) if woman else dice.uniform(0.99, 1.08),
        chin=dice.uniform(-5, 4) + (0 if woman else 3),
        eyes=dice.uniform(0.92, 1.08) * (1.04 if woman else 0.96),
        eye_slant=dice.uniform(-1.0, 3.5),
        brows=dice.uniform(0.7, 0.95) if woman else dice.uniform(1.0, 1.45),
        nose=dice.uniform(0.88, 1.0) if woman else dice.uniform(0.97, 1.15),
        lips=dice.uniform(0.95, 1.2) if woman else dice.uniform(0.8, 1.02),
        shoulders=dice.uniform(0.88, 0.96) if woman else dice.uniform(0.98, 1.08),
        eye_x=dice.uniform(44.5, 49),
        mouth=dice.uniform(29, 37),
        volume=dice.uniform(0.98, 1.05),
    )


def _greyed(hair: Colour, age: float) -> Colour:
    grey = max(0.0, age - 0.55) * 0.7
    red, green, blue = (c + (138 - c) * grey for c in hair)
    return red, green, blue
