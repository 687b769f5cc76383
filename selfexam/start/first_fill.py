"""Notices a first start that was broken off while it filled the database: half a demonstration must not pass for one.

Nothing is emptied here: whoever was interrupted may have filled the database in another way since.
"""

import os
from pathlib import Path

from selfexam.start.stopping import stop


def begin(var: Path) -> None:
    """Leave a mark before a new database is filled; stop with a sentence if one was left behind."""
    mark = _mark_of(var)
    if mark.exists():
        stop(
            "上次启动在装入演示数据时中断了，数据不完整。请运行 make reset-demo，再运行 make run。"
            f"要保留现有数据，请删除 {mark} 后再启动。"
        )
    # Another database than the one of the data folder is its owner's business.
    if not os.environ.get("DATABASE_URL") and not (var / "portal.sqlite3").exists():
        mark.touch()


def done(var: Path) -> None:
    _mark_of(var).unlink(missing_ok=True)


def _mark_of(var: Path) -> Path:
    return var / "run" / "first-fill"
