"""How a start that cannot go on ends: with one sentence. Used by everything in this folder but the bootstrap."""

import signal
import sys
from types import FrameType
from typing import NoReturn


def stop(sentence: str) -> NoReturn:
    sys.exit(f"\n{sentence}")


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def end_like_ctrl_c() -> None:
    """A closed terminal or a plain `kill` ends the portal as Ctrl-C does."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
