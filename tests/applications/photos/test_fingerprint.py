"""The fingerprint finds the same photograph again after re-encoding, brightening and small shifts, and no other."""

import functools
import io
import itertools

import numpy as np
import pytest
from PIL import Image

from applications.photos.fingerprint import (
    LEAST_LIKENESS,
    MOST_BITS_APART,
    Fingerprint,
    Grey,
    fingerprint,
    likeness,
    read_grey,
)
from tests.applications.photos.conftest import drawn, jpeg, picture

SEEDS = range(0, 48, 4)


@functools.cache
def grey(seed: int) -> Grey:
    return read_grey(drawn(seed))


def encoded(seed: int, quality: int) -> Grey:
    return read_grey(jpeg(picture(seed), quality=quality))


def brightened(seed: int, factor: float, more: float) -> Grey:
    return np.clip(grey(seed).astype(float) * factor + more, 0, 255).astype(np.uint8)


def shifted(seed: int, right: int, down: int) -> Grey:
    """Pushed over; the edge that comes free repeats the outermost pixels."""
    padded = np.pad(grey(seed), ((down, 0), (right, 0)), mode="edge")
    return padded[: grey(seed).shape[0], : grey(seed).shape[1]]


def is_found(copy: Fingerprint, kept: Fingerprint) -> bool:
    shares = any(band in probes for band, probes in zip(kept.bands, copy.probes, strict=True))
    return shares and copy.bits_apart(kept.bands) <= MOST_BITS_APART


def same(copy: Grey, kept: Grey) -> bool:
    return is_found(fingerprint(copy), fingerprint(kept)) and likeness(copy, kept) >= LEAST_LIKENESS


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("quality", [90, 60, 35])
def test_encoding_anew_changes_nothing(seed: int, quality: int) -> None:
    assert same(encoded(seed, quality), grey(seed))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("factor", "more"), [(1.1, 12), (0.88, -8)])
def test_another_brightness_changes_nothing(seed: int, factor: float, more: float) -> None:
    assert same(brightened(seed, factor, more), grey(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_smaller_copy_is_the_same_photograph(seed: int) -> None:
    small = picture(seed).resize((360, 480), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85)
    assert same(read_grey(out.getvalue()), grey(seed))


def test_most_copies_shifted_by_a_few_pixels_are_found() -> None:
    ways = [(1, 1), (2, 0), (3, 1)]
    found = [same(shifted(seed, *way), grey(seed)) for seed in SEEDS for way in ways]
    assert sum(found) >= 0.9 * len(found)


def test_no_two_people_are_the_same_however_alike_the_drawings_are() -> None:
    alike = [pair for pair in itertools.combinations(SEEDS, 2) if likeness(grey(pair[0]), grey(pair[1])) >= 0.96]
    assert alike == []


def test_a_picture_of_nothing_is_like_nothing() -> None:
    blank = np.full((640, 480), 200, np.uint8)
    assert (likeness(blank, grey(0)), likeness(grey(0), blank), likeness(blank, blank)) == (0.0, 0.0, 0.0)
    assert len(fingerprint(blank).bands) == 4


def test_the_bands_are_numbers_of_16_bits_and_the_photo_is_among_its_own_probes() -> None:
    mark = fingerprint(grey(8))
    assert all(0 <= band < 2**16 for band in mark.bands)
    assert [len(probes) for probes in mark.probes] == [8, 8, 8, 8]
    assert all(band in probes for band, probes in zip(mark.bands, mark.probes, strict=True))
    assert mark.bits_apart(mark.bands) == 0
