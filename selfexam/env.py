"""Reads every difference between deployments from the environment and refuses odd values.

Called by settings.py only. A value that cannot be meant stops the start with one sentence
(`BadSetting`) instead of being guessed at.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


class BadSetting(ImproperlyConfigured):
    """An environment variable holds a value that the portal cannot use."""


def text(name: str, default: str = "") -> str:
    """The variable without surrounding white space; an empty one counts as unset."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """`1/true/yes/on` or `0/false/no/off`; anything else is refused."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name}={value!r}: write 1 or 0")


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number between `least` and `most`, both included."""
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise BadSetting(f"{name}={value!r}: write a whole number from {least} to {most}")
    number = int(value)
    if not least <= number <= most:
        raise BadSetting(f"{name}={number}: must be from {least} to {most}")
    return number


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of the words in `allowed`."""
    value = text(name, default)
    if value not in allowed:
        raise BadSetting(f"{name}={value!r}: must be one of {', '.join(allowed)}")
    return value


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list without empty parts."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def url(name: str, default: str, schemes: tuple[str, ...]) -> str:
    """A URL whose scheme is one of `schemes`."""
    value = text(name, default)
    if value and urlsplit(value).scheme not in schemes:
        raise BadSetting(f"{name}: must begin with one of {', '.join(s + '://' for s in schemes)}")
    return value


def folder(name: str, default: Path) -> Path:
    """An absolute folder; created by whoever writes into it first. A file in its place is refused."""
    path = Path(text(name, str(default))).expanduser()
    path = path if path.is_absolute() else Path.cwd() / path
    if path.exists() and not path.is_dir():
        raise BadSetting(f"{name}={path}: is a file, a folder is needed")
    return path


def secret(name: str, *, demonstration: bool, keep_in: Path) -> str:
    """A secret of at least 32 characters; the demonstration makes one and keeps it in `keep_in`."""
    value = text(name)
    if value:
        if len(value) < 32:
            raise BadSetting(f"{name}: must have at least 32 characters")
        return value
    if not demonstration:
        raise BadSetting(f"{name}: must be set on a server")
    return _kept_secret(keep_in)


def _kept_secret(path: Path) -> str:
    """Read the secret at `path`, or write a new one there; two starts at once agree on one."""
    from django.core.management.utils import get_random_secret_key

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text().strip()
