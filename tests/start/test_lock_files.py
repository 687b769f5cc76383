"""The lock files name every package, as the set-up asks for no others; it deals them out to two processes."""

import re
from importlib.metadata import PackageNotFoundError, requires

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from selfexam.start.bootstrap import shares

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-ocr.txt")
# The photo check's OpenCV stands in for the one that the card reader asks for.
STANDS_IN = {"opencv-python": "opencv-python-headless"}


def text(name: str) -> str:
    return (settings.BASE_DIR / name).read_text()


def named(lock: str) -> set[str]:
    return {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}


def needed(package: str) -> set[str]:
    """What an installed package needs on this machine; nothing if the package itself is not for it."""
    try:
        lines = requires(package) or []
    except PackageNotFoundError:
        return set()
    wanted = [Requirement(line) for line in lines]
    names = {canonicalize_name(w.name) for w in wanted if w.marker is None or w.marker.evaluate({"extra": ""})}
    return {STANDS_IN.get(name, name) for name in names}


@pytest.mark.parametrize("lock", LOCKS)
def test_what_a_locked_package_needs_is_locked_too(lock: str) -> None:
    # The card reader is installed beside the portal.
    there = named(text(lock)) | named(text("requirements.txt"))
    assert {(package, name) for package in named(text(lock)) for name in needed(package) - there} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_in_one_share_with_all_its_hashes(lock: str) -> None:
    first, second = shares(text(lock))
    assert named(first) | named(second) == named(text(lock))
    assert named(first) & named(second) == set()
    assert sorted((first + second).splitlines()) == sorted(text(lock).splitlines())
    assert [share.lstrip()[0].isalnum() for share in (first, second)] == [True, True]


def test_a_single_package_is_one_share() -> None:
    assert shares("nothing==1 --hash=sha256:00\n") == ["nothing==1 --hash=sha256:00\n"]
