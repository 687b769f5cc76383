"""The checks in reading order: the file, then the framing, the face, the picture. One file a check, named by its code.

Each file declares its `RULE` and a `check` that takes measures and rules and always returns its finding, passed or not.
A new rule is a file and a line here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from applications.photos.checks import (
    age,
    background_colour,
    background_objects,
    background_shadow,
    background_uniform,
    bytes,
    centred,
    clothes_contrast,
    clothes_pattern,
    colour_cast,
    compression,
    dark_lenses,
    ears,
    exposure,
    expression,
    eye_line,
    eyes_open,
    face_count,
    face_lighting,
    face_width,
    forehead_hidden,
    format,
    frame_over_eye,
    gaze,
    glasses,
    grayscale,
    head_top,
    lens_glare,
    mouth_closed,
    occlusion,
    pitch,
    pixels,
    roll,
    sharpness,
    shoulders,
    yaw,
)
from applications.photos.findings import Finding
from applications.photos.measure import Measures
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules


@dataclass(frozen=True)
class Check:
    rule: Rule
    run: Callable[[Measures, PhotoRules], Finding]


CHECKS: tuple[Check, ...] = (
    Check(format.RULE, format.check),
    Check(pixels.RULE, pixels.check),
    Check(bytes.RULE, bytes.check),
    Check(compression.RULE, compression.check),
    Check(face_count.RULE, face_count.check),
    Check(centred.RULE, centred.check),
    Check(head_top.RULE, head_top.check),
    Check(eye_line.RULE, eye_line.check),
    Check(face_width.RULE, face_width.check),
    Check(roll.RULE, roll.check),
    Check(yaw.RULE, yaw.check),
    Check(pitch.RULE, pitch.check),
    Check(eyes_open.RULE, eyes_open.check),
    Check(gaze.RULE, gaze.check),
    Check(mouth_closed.RULE, mouth_closed.check),
    Check(expression.RULE, expression.check),
    Check(forehead_hidden.RULE, forehead_hidden.check),
    Check(occlusion.RULE, occlusion.check),
    Check(ears.RULE, ears.check),
    Check(shoulders.RULE, shoulders.check),
    Check(glasses.RULE, glasses.check),
    Check(dark_lenses.RULE, dark_lenses.check),
    Check(lens_glare.RULE, lens_glare.check),
    Check(frame_over_eye.RULE, frame_over_eye.check),
    Check(background_uniform.RULE, background_uniform.check),
    Check(background_objects.RULE, background_objects.check),
    Check(background_shadow.RULE, background_shadow.check),
    Check(background_colour.RULE, background_colour.check),
    Check(clothes_contrast.RULE, clothes_contrast.check),
    Check(clothes_pattern.RULE, clothes_pattern.check),
    Check(exposure.RULE, exposure.check),
    Check(face_lighting.RULE, face_lighting.check),
    Check(sharpness.RULE, sharpness.check),
    Check(grayscale.RULE, grayscale.check),
    Check(colour_cast.RULE, colour_cast.check),
    Check(age.RULE, age.check),
)


def limits() -> dict[str, Limit]:
    """Every limit that a batch may set, by key."""
    return {limit.key: limit for check in CHECKS for limit in check.rule.limits}
