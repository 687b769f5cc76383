"""Drawn portraits, and the networks: where they are not, what needs them is skipped with the way to get them."""

import functools
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from applications.photos.findings import Finding
from applications.photos.judge import Judgement, judge
from applications.photos.network_files import missing
from applications.photos.rules import PhotoRules
from selfexam.demo.portraits import draw_portrait

SEED = 1  # a short-haired man in a shirt on light blue


@functools.cache
def drawn(seed: int = SEED, defect: str = "") -> bytes:
    return draw_portrait(seed, defect=defect)


def picture(seed: int = SEED, defect: str = "") -> Image.Image:
    with Image.open(io.BytesIO(drawn(seed, defect))) as image:
        return image.convert("RGB")


def jpeg(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **({"quality": 98, "subsampling": 0} | options))
    return out.getvalue()


@pytest.fixture(scope="session")
def networks() -> Path:
    folder = Path(os.environ.get("PHOTO_NETWORKS") or settings.PHOTO_NETWORKS)
    absent = missing(folder)
    if absent:
        pytest.skip(f"no photo networks in {folder}: python -m applications.photos.fetch {folder}")
    return folder


@pytest.fixture(scope="session")
def judged(networks: Path) -> Callable[..., Judgement]:
    def run(data: bytes, rules: PhotoRules | None = None, **options: Any) -> Judgement:
        return judge(data, rules or PhotoRules(), networks=networks, **options)

    return run


def finding(judgement: Judgement, code: str) -> Finding:
    (found,) = [f for f in judgement.findings if f.code == code]
    return found


def not_ok(judgement: Judgement) -> dict[str, str]:
    """What is complained of, or not checked. `age` is left out: it is a note on every photo."""
    return {f.code: f.severity.value for f in judgement.findings if f.severity.value != "ok" and f.code != "age"}
