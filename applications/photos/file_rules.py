"""Which refusals are about the file itself: measured, not judged, so nobody can appeal them or wave them through.

`unreadable` is what judge.py says of a file that no check could look at. Used by appeals, overrides and the pages.
"""

from collections.abc import Iterable, Mapping
from typing import Any

FILE_CODES = frozenset({"format", "pixels", "bytes", "unreadable"})


def failing(findings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The hard fails among stored findings."""
    return [finding for finding in findings if finding.get("severity") == "fail"]


def about_the_file(findings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [finding for finding in failing(findings) if finding.get("code") in FILE_CODES]


def may_be_appealed(findings: Iterable[Mapping[str, Any]]) -> bool:
    """At least one hard fail, and every one about what the picture shows."""
    failed = failing(findings)
    return bool(failed) and not about_the_file(failed)
