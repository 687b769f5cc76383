"""Estimates the quality a JPEG was saved with from its quantisation table. Called by opening.py."""

from collections.abc import Sequence

# Luminance table of ITU-T T.81, annex K.1, at quality 50; encoders scale it. Only the sum is compared.
_SUM_AT_50 = 3685


def estimate_quality(luminance: Sequence[int]) -> int | None:
    """1–100 after the scale of the common encoders; None for a table of odd length."""
    if len(luminance) != 64:
        return None
    scale = 100 * sum(luminance) / _SUM_AT_50
    quality = (200 - scale) / 2 if scale <= 100 else 5000 / scale
    return max(1, min(100, round(quality)))
