"""Draws and judges the demonstration's photos on another core, while somebody fills the database with people.

Of a drawing or a judgement that did not come, because that process is gone, nobody notices: it is made here.
"""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

from applications.photos.judge import Judgement, judge
from applications.photos.rules import PhotoRules
from applications.photos.storing import without_metadata
from selfexam.demo.portraits import draw_portrait

_T = TypeVar("_T")
_drawn: dict[int, "Future[bytes]"] = {}
_judged: dict[int, "Future[_Judged]"] = {}
# What a photo was judged by, and what came of it.
_Judged = tuple[str, PhotoRules, Judgement]


def begin(seeds: Iterable[int], rules: PhotoRules, networks: Path, pool: Executor) -> None:
    """Portraits without a defect and their judgements by `rules`, in the order of `seeds`; one process keeps up."""
    for seed in seeds:
        _drawn[seed] = pool.submit(draw_portrait, seed)
        _judged[seed] = pool.submit(_judge, seed, rules, networks)


def forget() -> None:
    _drawn.clear()
    _judged.clear()


def portrait(seed: int, defect: str = "") -> bytes:
    """What draw_portrait gives, from the other process if that has begun with it."""
    drawn = None if defect else _result(_drawn.get(seed))
    return draw_portrait(seed, defect=defect) if drawn is None else drawn


def judging(seed: int) -> Callable[..., Judgement]:
    """A `judge` that knows the answer for this portrait, judged by the same rules; anything else it judges itself."""

    def known(data: bytes, rules: PhotoRules, **how: Any) -> Judgement:
        answer = _result(_judged.get(seed))
        if answer is not None and answer[:2] == (hashlib.sha256(data).hexdigest(), rules):
            return answer[2]
        return judge(data, rules, **how)

    return known


def _judge(seed: int, rules: PhotoRules, networks: Path) -> _Judged:
    drawn = draw_portrait(seed)
    kept = without_metadata(drawn)
    judgement = judge(kept, rules, networks=networks, uploaded_bytes=len(drawn))
    return hashlib.sha256(kept).hexdigest(), rules, judgement


def _result(future: "Future[_T] | None") -> _T | None:
    try:
        return None if future is None else future.result()
    except (BrokenProcessPool, CancelledError):
        return None
