"""Whether a crop could help a photo that failed: something fails that turning, scaling and cutting can change."""

from collections.abc import Iterable, Mapping
from typing import Any

from applications.photos.findings import Finding, Severity
from applications.photos.rules import PhotoRules

_CHANGED_BY_A_CROP = frozenset({"format", "pixels", "centred", "head_top", "eye_line", "face_width", "roll"})


def could_help(findings: Iterable[Finding], rules: PhotoRules) -> bool:
    """A file that is too small is no reason: what its compression took away does not come back."""
    failed = {finding.code: finding for finding in findings if finding.severity is Severity.FAIL}
    if _CHANGED_BY_A_CROP & set(failed):
        return True
    size = failed.get("bytes")
    return size is not None and isinstance(size.value, float | int) and size.value * 1024 > rules.least_bytes


def beyond_a_crop(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """What else failed, by title: a crop may still leave it as it is."""
    changed = _CHANGED_BY_A_CROP | {"bytes"}
    return [f["title"] for f in findings if f["severity"] == Severity.FAIL and f["code"] not in changed]
