"""The checks in reading order: the file, then the framing, then the picture. One file a check, named by its code.

A check takes the measures and the rules and always returns its finding, passed or not. A new one is a file and a line.
"""

from collections.abc import Callable

from applications.photos.checks import (
    background_uniform,
    bytes,
    centred,
    eye_line,
    face_count,
    face_width,
    format,
    head_top,
    pixels,
    roll,
)
from applications.photos.findings import Finding
from applications.photos.measure import Measures
from applications.photos.rules import PhotoRules

Check = Callable[[Measures, PhotoRules], Finding]

CHECKS: tuple[Check, ...] = (
    format.check,
    pixels.check,
    bytes.check,
    face_count.check,
    centred.check,
    head_top.check,
    eye_line.check,
    face_width.check,
    roll.check,
    background_uniform.check,
)
