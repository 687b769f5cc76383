"""Whatever is uploaded: a judgement, within bounded memory and time, and the worker lives."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.photos.faces import find_faces
from applications.photos.judge import Judgement, judge
from applications.photos.rules import PhotoRules
from tests.applications.photos.conftest import drawn, finding
from tests.applications.photos.hostile import HOSTILE, LARGE

Judged = Callable[..., Judgement]
MOST_MEGABYTES, MOST_SECONDS = 300, 3

# In a process of its own: judge the file several times and tell seconds of work and the most memory held.
WORKER = """
import resource, sys, time
from pathlib import Path
from applications.photos.judge import judge
from applications.photos.rules import PhotoRules
from applications.photos.networks import load
networks, data = Path(sys.argv[1]), sys.stdin.buffer.read()
load(networks)
before = time.process_time()
verdicts = {judge(data, PhotoRules(), networks=networks).verdict for _ in range(2)}
seconds = (time.process_time() - before) / 2
status = Path("/proc/self/status")
if status.exists():  # what getrusage says includes the parent before it became this process
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
print(peak, seconds, *verdicts)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_sentence_or_judged_and_never_passes(judged: Judged, name: str) -> None:
    data, code = HOSTILE[name]
    judgement = judged(data)
    if code:
        (found,) = judgement.findings
        assert (found.code, found.value, judgement.measures) == ("unreadable", code, {})
        assert "，" in found.message, "what is the matter, then what to do"
        return
    assert len(judgement.findings) > 20
    if name in ("JPEG and a page", "JPEG and an archive", "two pictures in one", "gigantic EXIF"):
        assert judgement.verdict == "clean", "the photo itself is good; what hangs on it is not kept"
    elif name not in ("drawing", "dog"):  # whether these count as a face is the detector's guess: a person looks anyway
        assert judgement.verdict == "fail"


def test_thirty_faces_are_too_many(judged: Judged) -> None:
    assert finding(judged(HOSTILE["thirty faces"][0]), "face_count").severity == "fail"


@pytest.mark.parametrize("name", [*LARGE, "gigantic EXIF", "thirty faces", "noise", "long strip"])
def test_memory_and_time_are_bounded(networks: Path, name: str) -> None:
    data = LARGE[name] if name in LARGE else HOSTILE[name][0]
    run = subprocess.run([sys.executable, "-c", WORKER, str(networks)], input=data, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()[-500:]
    peak, seconds, *verdicts = run.stdout.decode().split()
    assert float(peak) < MOST_MEGABYTES
    assert float(seconds) < MOST_SECONDS
    assert len(verdicts) == 1


@pytest.mark.parametrize("name", ["long strip", "tall strip"])
def test_a_strip_is_judged_alike_whatever_was_in_memory_before(judged: Judged, name: str) -> None:
    """The detector once read memory that was not its own, and found faces of millions of pixels there."""
    told = set()
    for other in ("noise", "white", "thirty faces"):
        judged(HOSTILE[other][0])
        told.add(json.dumps([found.to_json() for found in judged(HOSTILE[name][0]).findings]))
    assert len(told) == 1
    assert finding(judged(HOSTILE[name][0]), "face_count").value == 0


class Detector:
    """Finds what it is told to find, as the real one does in noise."""

    def __init__(self, *boxes: tuple[float, float, float, float]) -> None:
        self.rows = np.array([[*box, *range(10), 0.9] for box in boxes], np.float32)

    def setInputSize(self, size: tuple[int, int]) -> None:
        assert size == (480, 640)

    def detect(self, pixels: np.ndarray) -> tuple[int, np.ndarray]:
        return len(self.rows), self.rows


def test_boxes_beside_the_picture_or_far_larger_than_it_are_no_faces() -> None:
    sound = (140.0, 180.0, 200.0, 260.0)
    noise = ((-2e26, 0.0, 9.0, 9.0), (100.0, 900.0, 200.0, 260.0), (-4000.0, -4000.0, 8400.0, 8600.0))
    found = find_faces(np.zeros((640, 480, 3), np.uint8), Detector(*noise, sound))  # type: ignore[arg-type]
    assert [face.box for face in found] == [(140, 180, 200, 260)]


SOUND = drawn(3)


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    flips=st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(1, 255)), min_size=1, max_size=12),
    cut=st.tuples(st.integers(0, len(SOUND)), st.integers(0, 400)),
    tail=st.binary(max_size=60),
)
def test_a_damaged_jpeg_is_always_judged(
    networks: Path, flips: list[tuple[int, int]], cut: tuple[int, int], tail: bytes
) -> None:
    data = bytearray(SOUND)
    for place, change in flips:
        data[place] ^= change
    start, length = cut
    judgement = judge(bytes(data[:start] + data[start + length :] + tail), PhotoRules(), networks=networks)
    assert judgement.verdict in ("clean", "warn", "fail")
    assert judgement.findings
    json.dumps(judgement.to_json(), allow_nan=False)  # PostgreSQL takes no NaN


@settings(max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(2, 700), byte=st.integers(0, 255))
def test_a_damaged_header_is_always_judged(networks: Path, place: int, byte: int) -> None:
    data = bytearray(SOUND)
    data[place] = byte
    assert judge(bytes(data), PhotoRules(), networks=networks).findings


def test_the_worker_judges_a_good_photo_after_all_of_them(judged: Judged) -> None:
    for data, _ in HOSTILE.values():
        judged(data)
    assert judged(drawn()).verdict == "clean"
