"""`make reset-demo`: empties the demonstration's data folder, and only what the portal itself has put there."""

import os
import shutil
import sys
from pathlib import Path

from selfexam.start.portal import ROOT, refuse_second_start, stop

# Networks stay: they are the same for every start and cost a download.
OURS = (
    "portal.sqlite3",
    "portal.sqlite3-wal",
    "portal.sqlite3-shm",
    "private",
    "broker",
    "mail",
    "static",
    "keys",
    "run",
    "log",
    "clock",
)


def main() -> None:
    if os.environ.get("DEMO", "1").strip().lower() in ("0", "false", "no", "off"):
        stop("这不是演示环境（DEMO=0），不能清空数据。")
    if os.environ.get("DATABASE_URL", "").strip() and not os.environ["DATABASE_URL"].startswith("sqlite"):
        stop("设置了 DATABASE_URL，演示数据不在数据文件夹里，不能这样清空。")
    var = Path(os.environ.get("VAR") or ROOT / "var").expanduser().resolve()
    refuse_second_start(var)
    if var.exists() and not (var / "portal.sqlite3").exists() and any(var.iterdir()):
        known = {path.name for path in var.iterdir()} <= {*OURS, "networks"}
        if not known:
            stop(f"{var} 里没有门户的数据库，却有别的文件，没有清空任何东西。")
    for path in var.glob("*") if var.exists() else ():
        if path.name in OURS or path.name.startswith("clock"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    print(f"已清空 {var}。运行 make run 会重新装入演示数据。")
    sys.exit(0)


if __name__ == "__main__":
    main()
