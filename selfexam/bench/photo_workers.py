"""Worker processes for measuring the photo check: one a core, as in service. Used by measures/photos.py.

They start from nothing, so what they say of their memory and of loading is what a real worker needs.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any

_ready: dict[str, Any] = {}


@dataclass(frozen=True)
class Told:
    """Megabytes and milliseconds of one worker."""

    peak: float
    load: float


@contextmanager
def workers(count: int, networks: Path, photos: Sequence[bytes]) -> Iterator[Pool]:
    """All of them have loaded the networks and judged once when the pool is handed over."""
    fresh = multiprocessing.get_context("spawn")
    together = fresh.Barrier(count)
    with fresh.Pool(count, _start, (networks, tuple(photos), together)) as pool:
        pool.map(_meet, range(count), chunksize=1)
        yield pool


def judge_one(number: int) -> int:
    from applications.photos.judge import judge
    from applications.photos.rules import PhotoRules

    photos = _ready["photos"]
    return judge(photos[number % len(photos)], PhotoRules(), networks=_ready["networks"]).ms


def tell(_: int) -> Told:
    return Told(_peak(), _ready["load"])


def _start(networks: Path, photos: tuple[bytes, ...], together: Any) -> None:
    from applications.photos.networks import load

    began = time.perf_counter()
    load(networks)
    _ready.update(networks=networks, photos=photos, together=together, load=(time.perf_counter() - began) * 1000)
    judge_one(0)


def _meet(_: int) -> None:
    """A worker that waits here takes no second task, so every worker comes once."""
    _ready["together"].wait(timeout=120)


def _peak() -> float:
    """The kernel's high-water mark of this process; getrusage would also count that of its parent."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / 1024 / (1024 if sys.platform == "darwin" else 1)
