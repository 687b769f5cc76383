"""The portrait on an ID card: found however the card lies, cut at the scale of the photo, never from anything else."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from applications.idcards.portrait import FRAME, Place, cut_portrait, find_place
from applications.photos.faces import find_faces
from applications.photos.networks import load
from tests.applications.idcards import drawn
from tests.applications.photos.conftest import networks, picture

__all__ = ["networks"]
PHOTO_FACE = (140, 144, 200, 272)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation of the middles of two frames, which a card's ground does not reach."""
    a, b = (np.asarray(Image.fromarray(p).convert("L").resize((60, 80)), float)[18:60, 15:45] for p in (one, other))
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("lies", ["scan", "desk"])
def test_the_portrait_is_found_however_the_card_lies(networks: Path, lies: str, turns: int) -> None:
    card = drawn.front() if lies == "scan" else drawn.on_a_desk(drawn.front())
    found = load(networks)
    place = find_place(np.ascontiguousarray(np.rot90(card, turns)), found.detector)
    assert place is not None
    assert place.face is not None
    cut = cut_portrait(np.ascontiguousarray(np.rot90(card, turns)), place, PHOTO_FACE)
    assert cut.shape == (FRAME[1], FRAME[0], 3)
    (face,) = find_faces(np.ascontiguousarray(cut[:, :, ::-1]), found.detector)
    assert abs(face.box[3] - PHOTO_FACE[3]) <= 0.06 * PHOTO_FACE[3]
    assert abs(face.box[0] - PHOTO_FACE[0]) <= 14
    assert abs(face.box[1] - PHOTO_FACE[1]) <= 14


def test_the_portrait_is_that_of_the_card(networks: Path) -> None:
    found = load(networks)
    photo = np.asarray(picture(1).resize(FRAME), np.uint8)
    (face,) = find_faces(np.ascontiguousarray(photo[:, :, ::-1]), found.detector)
    card = drawn.front(seed=1)
    cut = cut_portrait(card, Place.from_json(find_place(card, found.detector).to_json()), face.box)  # type: ignore[union-attr]
    stranger = np.asarray(picture(12).resize(FRAME), np.uint8)
    assert likeness(cut, photo) > 0.7  # 示例 is stamped across the card
    assert likeness(cut, photo) > likeness(cut, stranger)


def test_without_a_detector_the_window_of_an_upright_card_is_shown_by_size() -> None:
    place = find_place(drawn.front(), None)
    assert place is not None
    assert place.face is None
    assert cut_portrait(drawn.front(), place, None).shape == (640, 480, 3)


@pytest.mark.parametrize("shape", [(640, 480), (1200, 300), (1, 1)])
def test_in_a_picture_without_a_card_nothing_is_found(shape: tuple[int, int]) -> None:
    plain = np.full((*shape, 3), 200, np.uint8)
    assert find_place(plain, None) is None
    portrait = np.asarray(picture(1), np.uint8)
    assert find_place(portrait, None) is None
