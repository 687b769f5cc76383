"""Corners, sharpness, glare and size of drawn cards, without reading a word."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from applications.idcards.corners import find_outline
from applications.idcards.quality import doubts, measure
from tests.applications.idcards import drawn
from tests.applications.idcards.drawn import Picture

SIDES = pytest.mark.parametrize("card", [drawn.front(), drawn.back()], ids=["front", "back"])


def codes(picture: Picture) -> list[str]:
    return [finding.code for finding in doubts(measure(picture))]


GOOD: dict[str, Callable[[Picture], Picture]] = {
    "scan": lambda card: card,
    "desk": drawn.on_a_desk,
    "light desk": lambda card: drawn.on_a_desk(card, desk=(205, 200, 190)),
    "tilted": lambda card: drawn.tilted(card, 33),
    "on its side": lambda card: drawn.turned(drawn.on_a_desk(card), 1),
    "a little blurred": lambda card: drawn.blurred(drawn.on_a_desk(card), 1.5),
    "noisy": lambda card: np.clip(
        drawn.on_a_desk(card) + np.random.default_rng(1).normal(0, 8, (1200, 1600, 3)), 0, 255
    ).astype(np.uint8),
    "dark": lambda card: (drawn.on_a_desk(card) * 0.5).astype(np.uint8),
    "bright": lambda card: np.clip(drawn.on_a_desk(card) * 1.12, 0, 255).astype(np.uint8),
}


@SIDES
@pytest.mark.parametrize("seen", GOOD.values(), ids=GOOD)
def test_a_usable_picture_is_not_complained_about(card: Picture, seen: Callable[[Picture], Picture]) -> None:
    assert codes(seen(card)) == []


def smaller(card: Picture, factor: float) -> Picture:
    desk = drawn.on_a_desk(card)
    return np.asarray(cv2.resize(desk, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


@SIDES
@pytest.mark.parametrize(
    ("seen", "code"),
    [
        (drawn.cut, "corners"),
        (lambda card: drawn.blurred(drawn.on_a_desk(card), 4), "blur"),
        (lambda card: drawn.with_glare(drawn.on_a_desk(card)), "glare"),
        (lambda card: drawn.with_glare(drawn.on_a_desk(card), radius=0.05), "glare"),
        (drawn.with_glare, "glare"),
        (lambda card: smaller(card, 0.3), "small"),
    ],
)
def test_each_defect_is_told(card: Picture, seen: Callable[[Picture], Picture], code: str) -> None:
    assert codes(seen(card)) == [code]


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_bright_ground_of_a_portrait_is_no_glare(seed: int) -> None:
    assert codes(drawn.front(seed=seed)) == []
    assert codes(drawn.on_a_desk(drawn.front(seed=seed), seed=seed)) == []


def test_the_corners_are_found_where_the_card_was_laid() -> None:
    outline = find_outline(drawn.tilted(drawn.front(), 20))
    assert outline is not None
    assert abs(outline.length - 1012) < 12


@pytest.mark.parametrize(
    "picture",
    [
        np.full((2, 2, 3), 128, np.uint8),
        np.full((1, 2400, 3), 255, np.uint8),
        np.full((2400, 1, 3), 0, np.uint8),
        np.random.default_rng(1).integers(0, 256, (500, 700, 3), np.uint8),
    ],
    ids=["tiny", "a line", "a column", "noise"],
)
def test_any_picture_is_measured_without_an_error(picture: Picture) -> None:
    assert isinstance(codes(picture), list)
