"""`make reset-demo`: empties the demonstration's data folder, and only what the portal itself has put there."""

import os
import shutil
from pathlib import Path

from selfexam import env
from selfexam.start.data_folder import data_folder, held
from selfexam.start.stopping import stop

# The clock's file has whatever ending the machine's dbm gives it.
OURS = (
    *("portal.sqlite3", "portal.sqlite3-wal", "portal.sqlite3-shm", "bench.sqlite3"),
    *("clock", "clock.db", "clock.dat", "clock.bak", "clock.dir"),
    *("private", "broker", "mail", "static", "keys", "log", "run"),
)
# Kept: the same for every start, and they cost a download.
KEPT = ("networks",)


def refuse_foreign(var: Path) -> None:
    """A folder without our database may hold anything."""
    names = {path.name for path in var.iterdir()} if var.exists() else set()
    if "portal.sqlite3" not in names and not names <= {*OURS, *KEPT}:
        stop(f"{var} 里没有门户的数据库，却有别的文件，没有清空任何东西。")


def empty(var: Path) -> None:
    for name in OURS:
        path = var / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def main() -> None:
    if not env.flag("DEMO", True):
        stop("这不是演示环境（DEMO=0），不能清空数据。")
    if not os.environ.get("DATABASE_URL", "sqlite").strip().startswith("sqlite"):
        stop("设置了 DATABASE_URL，演示数据不在数据文件夹里，不能这样清空。")
    var = data_folder()
    refuse_foreign(var)
    with held(var):
        empty(var)
    print(f"已清空 {var}。运行 make run 会重新装入演示数据。")


if __name__ == "__main__":
    main()
