"""Writes a made document under a name that follows from its content, whole or not at all.

Two workers that made the same bytes write the same file, so neither leaves a second copy behind. Called by packages.py
and parts.py.
"""

import hashlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import default_storage


def keep(folder: str, owner: uuid.UUID, suffix: str, write: Callable[[BinaryIO], object]) -> tuple[str, str, int]:
    """Let `write` fill a file below the private root; returns its storage name, SHA-256 and size."""
    shelf = Path(default_storage.path(f"{folder}/{owner.hex[:2]}"))
    shelf.mkdir(parents=True, exist_ok=True)
    draft = shelf / f".{uuid.uuid4().hex}.part"
    try:
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = draft.stat().st_size
        name = f"{owner.hex}-{digest[:16]}{suffix}"
        os.replace(draft, shelf / name)
    finally:
        draft.unlink(missing_ok=True)
    return f"{folder}/{owner.hex[:2]}/{name}", digest, size
