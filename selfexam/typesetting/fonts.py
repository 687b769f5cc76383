"""The fonts in which documents are set: those of a pinned package, never whatever the machine has."""

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def fonts() -> tuple[Path, ...]:
    """The font files that come with the pinned font package: Noto Serif SC and Noto Sans SC."""
    folder = Path(str(files("pylopdf_fonts_zh_cn")))
    return tuple(sorted(folder.rglob("*.otf")))
