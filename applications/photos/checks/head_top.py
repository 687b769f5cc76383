"""`head_top`: the top of the hair lies 50–110 pixels under the upper edge (national standard)."""

from applications.photos.bands import Band, Side, in_pixels
from applications.photos.findings import Finding
from applications.photos.measure import Measures
from applications.photos.placing import not_checked, placed
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("head_top", "头顶位置", "national standard 四2", sure=True)
CODE, TITLE = RULE.code, RULE.title
_BELOW = Side("头顶离上边太近。", "请重拍或重新裁剪，头顶上方多留一些空白。")
_ABOVE = Side("头顶离上边太远。", "请重拍或重新裁剪，让人像往上移，或离镜头近一些。")


def check(seen: Measures, rules: PhotoRules) -> Finding:
    face = placed(seen)
    if isinstance(face, str):
        return not_checked(CODE, TITLE, face)
    band = Band(rules.head_top_least, rules.head_top_most, rules.head_top_slack)
    left, _, width, _ = face.face
    box = (left, 0, width, max(8, round(face.head_top)))
    return in_pixels(CODE, TITLE, face.head_top, band, below=_BELOW, above=_ABOVE, box=box)
