"""Whether the place of the face in the frame means anything, and the note if not. Shared by the framing checks."""

from applications.photos.findings import Finding, Severity
from applications.photos.geometry import Geometry
from applications.photos.measure import Measures


def placed(seen: Measures) -> Geometry | str:
    """Where the face is, or the reason why no check of place can be made."""
    if seen.geometry is None:
        return "没有找到人脸"
    return seen.geometry if seen.fits_frame else "照片的宽高比不对"


def not_checked(code: str, title: str, reason: str) -> Finding:
    return Finding(
        code,
        Severity.NOTE,
        title,
        "这一项没有检查，换好照片后会再检查。",
        measured=f"未检查：{reason}",
    )
