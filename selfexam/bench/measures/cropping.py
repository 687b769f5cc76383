"""Crop help for a 12-megapixel phone photo: looking, cutting and encoding against only decoding it."""

import io

import cv2
import numpy as np
from django.conf import settings
from PIL import Image

from applications.photos.cropping.applying import apply
from applications.photos.cropping.proposing import propose
from applications.photos.cropping.source import source_of
from applications.photos.networks import load
from applications.photos.opening import open_picture
from applications.photos.rules import PhotoRules
from selfexam.bench.registry import Stopwatch, bench
from selfexam.demo.portraits import draw_portrait

WIDE, HIGH = 3000, 4000


@bench("cropping", sizes=(4, 16), database=False)
def cropping(watch: Stopwatch) -> None:
    data = phone_photo()
    networks, rules = load(settings.PHOTO_NETWORKS), PhotoRules()
    source = source_of(open_picture(data))
    frame = propose(source, rules, networks).frame
    with watch("bare: decode", watch.size):
        for _ in range(watch.size):
            open_picture(data)
    with watch("decode, propose", watch.size):
        for _ in range(watch.size):
            propose(source_of(open_picture(data)), rules, networks)
    with watch("decode, crop, encode", watch.size):
        for _ in range(watch.size):
            apply(source_of(open_picture(data)), frame, rules)
    with watch("crop, encode alone", watch.size):
        for _ in range(watch.size):
            apply(source, frame, rules)


def phone_photo() -> bytes:
    """A drawn portrait, a little tilted, with room round it."""
    with Image.open(io.BytesIO(draw_portrait(6))) as image:
        drawn = np.asarray(image.convert("RGB"))
    way = cv2.getRotationMatrix2D((240.0, 280.0), -5.0, 4.0)
    way[:, 2] += np.array([WIDE / 2 - 240.0, HIGH * 0.45 - 280.0])
    placed = cv2.warpAffine(drawn, way, (WIDE, HIGH), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    out = io.BytesIO()
    Image.fromarray(np.asarray(placed, np.uint8)).save(out, "JPEG", quality=90)
    return out.getvalue()
