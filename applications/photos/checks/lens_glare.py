"""`lens_glare`: no reflection on the glasses (notice 一(一)3(3)). A person decides: only drawn glare was tried.

Where no glasses are seen they may be rimless. Then more is asked for: the white of an eye, which on dark skin is far
lighter than the cheek, and shining skin lie in the same place.
"""

from dataclasses import replace

from applications.photos.checks import glasses
from applications.photos.findings import Finding
from applications.photos.grading import Grade, Said, graded
from applications.photos.measure import Measures
from applications.photos.placing import at, not_checked
from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

MOST = Limit("lens_glare_most", "眼周反光面积超过多少提醒", 1.5, 0.3, 20, "%")
RULE = Rule("lens_glare", "镜片没有反光", "notice 一(一)3(3)", limits=(MOST,))
WITHOUT_GLASSES = 3  # times the limit
ON_LENSES = Said(
    number="眼周反光面积",
    passed="没有反光。",
    doubt="镜片上可能有反光，由老师确认。",
    advice="重拍时镜腿略微抬高，或把灯移到两侧，避开反光。",
)
NEAR_EYES = replace(
    ON_LENSES, doubt="眼睛周围可能有反光，由老师确认。", advice="重拍时把灯移到两侧，避开镜片和皮肤上的反光。"
)


def check(seen: Measures, rules: PhotoRules) -> Finding:
    if seen.face is None or seen.geometry is None:
        return not_checked(RULE.code, RULE.title, "没有找到人脸")
    box, most, said = at(seen, seen.geometry.eyes), rules.of(MOST), ON_LENSES
    if not glasses.worn(seen, rules):
        most, said = most * WITHOUT_GLASSES, NEAR_EYES
    return graded(RULE, seen.face.glasses.lens_glare, Grade(most, unit="%"), said, box=box)
