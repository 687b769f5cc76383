"""Whether the place of the face in the frame means anything, and the note if not. Shared by the checks."""

from applications.photos.findings import Box, Finding, Severity
from applications.photos.geometry import Geometry
from applications.photos.measure import Measures

NO_FACE = "没有找到人脸"


def placed(seen: Measures) -> Geometry | str:
    """Where the face is, or the reason why no check of place can be made."""
    if seen.geometry is None:
        return NO_FACE
    return seen.geometry if seen.fits_frame else "照片的宽高比不对"


def at(seen: Measures, box: Box) -> Box | None:
    """The place, where places in the frame mean anything."""
    return box if seen.fits_frame else None


def face_box(seen: Measures) -> Box | None:
    """Where to point when the face is meant; None where no place in the frame means anything."""
    return seen.geometry.face if seen.geometry and seen.fits_frame else None


def clothes_box(seen: Measures) -> Box | None:
    """From the chin to the lower edge."""
    if seen.geometry is None or not seen.fits_frame:
        return None
    wide, high = seen.frame
    top = round(seen.geometry.chin + 0.4 * seen.geometry.face_width)
    return (0, top, wide, high - top) if 0 <= top < high - 8 else None


def not_checked(code: str, title: str, reason: str) -> Finding:
    return Finding(
        code,
        Severity.NOTE,
        title,
        "这一项没有检查，换好照片后会再检查。",
        measured=f"未检查：{reason}",
    )


def not_seen(code: str, title: str, message: str) -> Finding:
    """For what this photo does not show, and another need not show either: left to the person who looks."""
    return Finding(code, Severity.NOTE, title, f"{message}，由老师确认。", measured="未检查")
