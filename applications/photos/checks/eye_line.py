"""`eye_line`: the eyes lie 200–300 pixels under the upper edge (national standard)."""

from applications.photos.bands import Band, Side, in_pixels
from applications.photos.findings import Finding
from applications.photos.measure import Measures
from applications.photos.placing import not_checked, placed
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("eye_line", "眼睛位置", "national standard 四2", sure=True)
CODE, TITLE = RULE.code, RULE.title
_BELOW = Side("眼睛的位置太高。", "请重拍或重新裁剪，让人像往下移。")
_ABOVE = Side("眼睛的位置太低。", "请重拍或重新裁剪，让人像往上移。")


def check(seen: Measures, rules: PhotoRules) -> Finding:
    face = placed(seen)
    if isinstance(face, str):
        return not_checked(CODE, TITLE, face)
    band = Band(rules.eye_line_least, rules.eye_line_most, rules.eye_line_slack)
    return in_pixels(CODE, TITLE, face.eye_line, band, below=_BELOW, above=_ABOVE, box=face.eyes)
