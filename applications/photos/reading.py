"""Reads a photo from a path that somebody typed: only a plain file, never more than a photo can be.

Called by the command `photocheck`. Every reason not to read it is a sentence, as for an upload.
"""

import os
import stat
from pathlib import Path

from applications.photos.refusals import Refused

MOST_BYTES = 32 * 1024 * 1024


def read_photo(path: Path) -> bytes:
    """The whole file. Raises Refused for what is missing, no plain file, not permitted or over 32 MB."""
    try:
        # Without waiting: a pipe that nobody writes to would never open.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise Refused("missing", "没有这个文件，请核对路径") from None
    except PermissionError:
        raise Refused("forbidden", "没有读取这个文件的权限，请换一个文件或开放权限") from None
    except (OSError, ValueError):  # ValueError: a path with a zero byte
        raise Refused("missing", "读不到这个文件，请核对路径") from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise Refused("not_a_file", "这不是文件，请选择一张照片")
        if found.st_size > MOST_BYTES:
            raise _too_large()
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        raise Refused("missing", "读取这个文件时出错，请重新复制一份") from None
    finally:
        os.close(handle)
    if len(data) > MOST_BYTES:
        raise _too_large()
    return data


def _too_large() -> Refused:
    return Refused("too_large", f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请缩小后再检查")
