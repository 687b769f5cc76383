"""A colour of the standard in Lab, to compare it with what was measured. Plain arithmetic (sRGB, white point D65)."""

_WHITE = (0.950456, 1.0, 1.088754)
_TO_XYZ = (
    (0.412453, 0.357580, 0.180423),
    (0.212671, 0.715160, 0.072169),
    (0.019334, 0.119193, 0.950227),
)


def lab_of(rgb: tuple[int, int, int]) -> tuple[float, float, float]:
    """L 0–100, a and b, as OpenCV gives them for the same 0–255."""
    light = [_linear(value / 255) for value in rgb]
    x, y, z = (
        _root(sum(factor * part for factor, part in zip(row, light, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    return float(((value + 0.055) / 1.055) ** 2.4) if value > 0.04045 else value / 12.92


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116
