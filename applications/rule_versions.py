"""The versions of a batch's photo rules as the page shows them: newest first, each with what it changed, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from applications.photos.rule_set import Difference, differences
from applications.photos.rules import PhotoRules
from selfexam.catalogue.models import Batch, PhotoRuleSet


@dataclass(frozen=True)
class Version:
    """`changes` against the version before; the first differs from the notice and the national standard."""

    rule_set: PhotoRuleSet
    changes: list[Difference]


def in_force(batch: Batch) -> PhotoRuleSet:
    """For pages: reads only. A batch without a version shows its rules as the first."""
    newest = batch.photo_rule_sets.select_related("made_by").newest()
    return newest or PhotoRuleSet(batch=batch, version=1, rules=batch.photo_rules)


def versions_of(batch: Batch) -> list[Version]:
    """Every version, the newest first."""
    found, before = [], PhotoRules()
    for rule_set in batch.photo_rule_sets.select_related("made_by").order_by("version"):
        after = PhotoRules.from_json(rule_set.rules)
        found.append(Version(rule_set, differences(before, after)))
        before = after
    return found[::-1]


def missed(versions: Sequence[Version], seen: Any) -> list[Version]:
    """Versions put in force since a page that showed version `seen` was opened; none if it says nothing readable."""
    try:
        return [version for version in versions if version.rule_set.version > int(seen)]
    except (TypeError, ValueError):
        return []
