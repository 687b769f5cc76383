"""`face_width`: the face is 180–300 pixels wide, cheek to cheek (national standard)."""

from applications.photos.bands import Band, Side, in_pixels
from applications.photos.findings import Finding
from applications.photos.measure import Measures
from applications.photos.placing import not_checked, placed
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("face_width", "脸部宽度", "national standard 四2", sure=True)
CODE, TITLE = RULE.code, RULE.title
_BELOW = Side("脸在照片里太小。", "请离镜头近一些重拍，或重新裁剪。")
_ABOVE = Side("脸在照片里太大。", "请离镜头远一些重拍，或重新裁剪。")


def check(seen: Measures, rules: PhotoRules) -> Finding:
    face = placed(seen)
    if isinstance(face, str):
        return not_checked(CODE, TITLE, face)
    band = Band(rules.face_width_least, rules.face_width_most, rules.face_width_slack)
    return in_pixels(CODE, TITLE, face.face_width, band, below=_BELOW, above=_ABOVE, box=face.face)
