"""`compression`: not compressed too strongly (national standard: quality 60 and more).

The quality is read from the quantisation table. A file saved again at a high quality keeps the blocks of the strong
compression before: they are looked for as well. One finding for both, the table first; never a failure.
"""

from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import NO_FACE, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

QUALITY = Limit("jpeg_quality_least", "JPG 压缩品质不低于", 60, 1, 100)
BLOCKS = Limit("blocking_most", "压缩方块痕迹不超过", 1.8, 1.2, 6, "倍")
RULE = Rule("compression", "压缩程度", "national standard 四1: JPEG quality ≥ 60", (QUALITY, BLOCKS))
CODE, TITLE = RULE.code, RULE.title
_ADVICE = "请照相馆提供压缩较少的原图，不要用截图或聊天软件转发的照片。"
BY_TABLE = Said("压缩品质", "压缩程度符合要求。", "照片压缩得太厉害，细节可能丢失，由老师确认。", _ADVICE)
BY_BLOCKS = Said("方块痕迹", "没有明显的压缩痕迹。", "照片曾被压缩得太厉害，看得出方块，由老师确认。", _ADVICE)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    quality, blocks = seen.file.quality, seen.picture.blocking if seen.picture else None
    if quality is not None and (quality < rules.of(QUALITY) or blocks is None or blocks <= rules.of(BLOCKS)):
        return graded(RULE, quality, Grade(rules.of(QUALITY), falling=True, top=100), BY_TABLE)
    if blocks is None:
        return not_checked(CODE, TITLE, NO_FACE)
    return graded(RULE, blocks, Grade(rules.of(BLOCKS), unit=BLOCKS.unit), BY_BLOCKS)
