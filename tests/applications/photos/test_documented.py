"""docs/photo-rules.md names every rule once, in reading order, and says of each whether it may fail a photo."""

import re
from pathlib import Path

import pytest

from applications.photos.checks import CHECKS
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "photo-rules.md").read_text()
PARTS = dict(re.findall(r"\n### `(\w+)`\n(.*?)(?=\n#|\Z)", DOCUMENT, re.DOTALL))


def test_every_rule_is_described_and_no_other() -> None:
    described = re.findall(r"\n### `(\w+)`\n", DOCUMENT)
    assert sorted(described) == sorted(check.rule.code for check in CHECKS)


def test_the_rules_stand_in_reading_order() -> None:
    assert list(PARTS) == [check.rule.code for check in CHECKS]


@pytest.mark.parametrize("rule", [c.rule for c in CHECKS], ids=lambda rule: rule.code)
def test_it_says_whether_the_machine_may_fail_a_photo_by_it(rule: Rule) -> None:
    part = " ".join(PARTS[rule.code].lower().split())
    assert part.startswith(rule.title)
    assert ("may fail" in part) == rule.sure
    assert any(words in part for words in ("only warns", "only advises", "always a note")) != rule.sure


@pytest.mark.parametrize("rule", [c.rule for c in CHECKS], ids=lambda rule: rule.code)
def test_it_names_every_limit(rule: Rule) -> None:
    absent = [limit.key for limit in rule.limits if f"{limit.default:g}" not in PARTS[rule.code]]
    assert absent in ([], ["age_days_most"])


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("pixels", ("width", "height")),
        ("centred", ("off_centre_most",)),
        ("head_top", ("head_top_least", "head_top_most", "head_top_slack")),
        ("eye_line", ("eye_line_least", "eye_line_most", "eye_line_slack")),
        ("face_width", ("face_width_least", "face_width_most", "face_width_slack")),
        ("roll", ("roll_most",)),
    ],
)
def test_it_names_the_limits_of_the_framing(code: str, limits: tuple[str, ...]) -> None:
    numbers = re.findall(r"\d+", PARTS[code])
    assert [name for name in limits if f"{getattr(PhotoRules(), name):g}" not in numbers] == []


def test_off_centre_and_tilt_name_where_they_fail() -> None:
    rules = PhotoRules()
    assert f"fails beyond {rules.off_centre_most + rules.off_centre_slack:g}" in " ".join(PARTS["centred"].split())
    assert f"fails beyond {rules.roll_most + rules.roll_slack:g}°" in " ".join(PARTS["roll"].split())


def test_the_document_says_that_likeness_is_not_built() -> None:
    assert "`likeness`" in DOCUMENT
    assert "is not built" in DOCUMENT
    assert "likeness" not in {check.rule.code for check in CHECKS}
