"""Loads the four networks through OpenCV, once a process, after checking their hash. Called by measure.py."""

import functools
import threading
from dataclasses import dataclass
from pathlib import Path

import cv2

from applications.photos.network_files import DETECTOR, EXPRESSION, LANDMARKS, PERSON, missing

# A face that YuNet is less sure of is none; above `SURE_OF_FACE` (checks/face_count.py) a second one fails the photo.
LEAST_SCORE = 0.6
OVERLAP = 0.3
MOST_CANDIDATES = 200


class NetworksMissing(Exception):
    """The photo check cannot run: the files were not taken at set-up, or are not the pinned ones."""


@dataclass(frozen=True)
class Networks:
    """The networks keep state between setInput and forward: hold `lock` while using them."""

    detector: cv2.FaceDetectorYN
    landmarks: cv2.dnn.Net
    expression: cv2.dnn.Net
    person: cv2.dnn.Net
    lock: threading.Lock


@functools.cache
def load(folder: Path) -> Networks:
    """The networks of `folder`. Raises NetworksMissing with the way out."""
    absent = missing(folder)
    if absent:
        raise NetworksMissing(
            f"{folder} lacks {', '.join(absent)}. Run: python -m applications.photos.fetch {folder}",
        )
    cv2.setNumThreads(1)  # one worker a core; threads of one photo would only fight the other workers
    return Networks(
        detector=cv2.FaceDetectorYN.create(
            str(folder / DETECTOR.name), "", (480, 640), LEAST_SCORE, OVERLAP, MOST_CANDIDATES
        ),
        landmarks=cv2.dnn.readNetFromTFLite(str(folder / LANDMARKS.name)),
        expression=cv2.dnn.readNetFromTFLite(str(folder / EXPRESSION.name)),
        person=cv2.dnn.readNetFromTFLite(str(folder / PERSON.name)),
        lock=threading.Lock(),
    )
