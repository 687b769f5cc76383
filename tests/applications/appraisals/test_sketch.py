"""How alike two self-appraisals are: copies are found however they were dressed up, unrelated texts never."""

import itertools
from collections import defaultdict

import pytest

from applications.appraisals.sketch import LEAST_PERCENT, bands, percent, shared_stretches, shingles
from tests.applications.appraisals.texts import dressed, original, reordered, unrelated, with_replaced


def share(one: str, other: str) -> int:
    return percent(shingles(one), shingles(other))


def meet(one: str, other: str) -> bool:
    return bool(set(bands(shingles(one))) & set(bands(shingles(other))))


def found_by_bands(texts: list[str]) -> set[tuple[int, int]]:
    """The pairs that the stored bands would bring together and the comparison would keep."""
    sketches, places = [shingles(text) for text in texts], defaultdict(list)
    for place, sketch in enumerate(sketches):
        for band in bands(sketch):
            places[band].append(place)
    met = {pair for group in places.values() for pair in itertools.combinations(group, 2)}
    return {(a, b) for a, b in met if percent(sketches[a], sketches[b]) >= LEAST_PERCENT}


def test_a_text_is_wholly_like_itself_in_other_dress_and_order() -> None:
    text = original(4)
    assert (share(text, dressed(text)), meet(text, dressed(text))) == (100, True)
    assert share(text, reordered(text)) > 85
    assert meet(text, reordered(text))


def test_unrelated_texts_with_the_same_set_phrases_are_not_alike() -> None:
    texts = [unrelated(seed) for seed in range(400)]
    most = max(share(a, b) for a, b in itertools.combinations(texts[:80], 2))
    assert most < 30
    assert found_by_bands(texts) == set()


@pytest.mark.parametrize(("replaced", "least_found"), [(0.0, 100), (0.15, 100), (0.3, 90)])
def test_copies_are_found_among_unrelated_texts(replaced: float, least_found: int) -> None:
    """Of 100 copies, each beside its original and 300 others: how many are found, and nothing else is."""
    originals = [unrelated(seed) for seed in range(100)]
    copies = [with_replaced(text, replaced, seed) for seed, text in enumerate(originals)]
    others = [unrelated(seed) for seed in range(1000, 1300)]
    pairs = found_by_bands([*originals, *copies, *others])
    right = {(place, place + 100) for place in range(100)}
    assert pairs - right == set()
    assert len(pairs & right) >= least_found


def test_a_text_of_which_half_is_new_is_no_copy() -> None:
    text = unrelated(1)
    assert share(text, with_replaced(text, 0.6)) < LEAST_PERCENT


def test_a_copy_with_much_added_is_still_a_copy() -> None:
    text = original(7)
    assert share(text, text + unrelated(3)) == 100


@pytest.mark.parametrize("text", ["", "太短的草稿", "，。！" * 200])
def test_a_text_without_enough_words_is_like_nothing(text: str) -> None:
    assert (share(text, text), bands(shingles(text))) == (0, [])


def test_the_sketch_is_the_same_in_every_process() -> None:
    """Stored sketches have to stay comparable; a change here needs all of them to be made anew."""
    assert bands(shingles(unrelated(0)))[:2] == PINNED


def test_shared_stretches_are_marked_to_the_character() -> None:
    own, other = "甲乙丙丁戊己，我每天早上读书。", "子丑我每天，早上读书寅"
    stretches = shared_stretches(own, shingles(other))
    assert stretches == [("甲乙丙丁戊己，", False), ("我每天早上读书", True), ("。", False)]
    assert "".join(text for text, _ in stretches) == own


PINNED = [1108861870705754494, 8126960140524930501]


def test_a_letter_that_grows_in_lower_case_keeps_its_place() -> None:
    text = "İ，自考三年从未缺席İ"
    assert shared_stretches(text, shingles(text)) == [(text, True)]
