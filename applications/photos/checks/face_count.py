"""`face_count`: one face, no other people (notice 一(一)3(1)). A doubtful second face is left to a person."""

from applications.photos.findings import Finding, Severity
from applications.photos.measure import Measures
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("face_count", "只有本人一人", "notice 一(一)3(1)", sure=True)
CODE, TITLE = RULE.code, RULE.title
SURE_OF_FACE = 0.75


def check(seen: Measures, rules: PhotoRules) -> Finding:
    sure = sum(face.score >= SURE_OF_FACE for face in seen.faces)
    count = len(seen.faces)
    if count == 1:
        return _finding(Severity.OK, count, "找到 1 张人脸。", "")
    if not count:
        return _finding(Severity.FAIL, 0, "没有找到人脸。", "请上传正面、免冠、五官清楚的照片，脸不要被遮挡或裁掉。")
    second = seen.faces[1].box if seen.fits_frame else None
    if sure < 2:
        return _finding(
            Severity.WARN, count, "可能还有另一张人脸。", "重拍时请让背景里没有其他人、照片或海报。", second
        )
    return _finding(
        Severity.FAIL, count, f"照片里有 {count} 张人脸。", "请单独拍摄，背景里不要有其他人、照片或海报。", second
    )


def _finding(
    severity: Severity, count: int, message: str, advice: str, box: tuple[int, int, int, int] | None = None
) -> Finding:
    return Finding(
        CODE,
        severity,
        TITLE,
        message,
        advice=advice,
        value=count,
        limit="1",
        unit="人",
        measured=f"{count} 张人脸" if severity is Severity.OK else f"{count} 张人脸，应为 1 张",
        box=box,
    )
