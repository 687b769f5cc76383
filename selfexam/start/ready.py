"""A mark in the data folder: its database is filled. What the supervisor starts loads meanwhile, and waits for it."""

import os
import time
from pathlib import Path


def mark_of(var: Path) -> Path:
    return var / "run" / "ready"


def wait() -> None:
    """Until the data folder that VAR names is ready. Who waits is ended from outside if it never is."""
    mark = mark_of(Path(os.environ["VAR"]))
    while not mark.exists():
        time.sleep(0.1)
