"""Reads every difference between deployments from the environment and refuses odd values.

Called by settings.py only. A value that cannot be meant stops the start with one sentence
(`BadSetting`) instead of being guessed at.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Of these a URL without a machine cannot be meant; redis:// alone is the one on this machine.
NEED_A_HOST = ("http", "https")


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
    """A URL whose scheme is one of `schemes`; where it names a machine, it names one that can be meant."""
    value = text(name, default)
    try:
        parts = urlsplit(value)
        # A port that is no number is told when it is asked for; what it says may be half a password.
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadSetting(f"{name}: is no URL; special characters are written as %xx") from None
    if value and parts.scheme not in schemes:
        raise BadSetting(f"{name}: must begin with one of {', '.join(s + '://' for s in schemes)}")
    if parts.scheme in NEED_A_HOST and not host:
        raise BadSetting(f"{name}: names no machine, write {parts.scheme}://machine/…")
    return value


def database(name: str, default: str, schemes: tuple[str, ...]) -> dj_database_url.DBConfig:
    """The database of a URL. One without a name would be a database in memory, or an error at the first query."""
    value = url(name, default, schemes)
    try:
        found = dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True)
    except (ValueError, dj_database_url.UnknownSchemeError):
        raise BadSetting(f"{name}: is no URL of a database; special characters are written as %xx") from None
    if found.get("NAME") in (None, "", ":memory:"):
        raise BadSetting(f"{name}: names no database, write postgres://user:password@machine/name or sqlite:////file")
    return found


def folder(name: str, default: Path) -> Path:
    """An absolute folder; created by whoever writes into it first. A file in its place is refused."""
    path = Path(text(name, str(default))).expanduser()
    path = path if path.is_absolute() else Path.cwd() / path
    above = next((p for p in (path, *path.parents) if p.exists()), path)
    if not above.is_dir():
        raise BadSetting(f"{name}={path}: {above} is a file, a folder is needed")
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

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(get_random_secret_key())
    except FileExistsError:
        pass
    except OSError as error:
        raise BadSetting(f"VAR: {path.parent} cannot be written ({error.strerror}), name another folder") from None
    return path.read_text().strip()
