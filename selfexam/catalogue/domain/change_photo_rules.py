"""Puts photo rules of a batch in force: the only writer of `Batch.photo_rules` and of its versions.

Called by save_batch.py for the batch form and by applications/domain/put_rules_in_force.py for the page of rules, which
know what the numbers mean; here it is only decided who comes first.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from selfexam.catalogue.domain.refusals import StaleRules
from selfexam.catalogue.models import Batch, BatchEvent, PhotoRuleSet

Changes = list[dict[str, str]]


@transaction.atomic
def change_photo_rules(
    batch: Batch, rules: Mapping[str, Any], *, seen: int, note: str, by_id: int, changes: Changes
) -> PhotoRuleSet:
    """The version in force afterwards. `seen` is the version that the page showed, `changes` what differs, in words.

    The same rules again (a double click) write nothing. Raises StaleRules if another version is in force by now.
    """
    Batch.objects.select_for_update().get(pk=batch.pk)
    newest = rules_in_force(batch)
    if newest.rules == rules:
        return newest
    version = (seen or 1) + 1
    kept = Batch.objects.filter(pk=batch.pk, photo_rules_version=version - 1)
    if not kept.update(photo_rules=rules, photo_rules_version=version):
        raise StaleRules(newest)
    made = PhotoRuleSet.objects.create(batch=batch, version=version, rules=rules, note=note, made_by_id=by_id)
    BatchEvent.objects.create(batch=batch, by_id=by_id, label="修改照片规则", changes=changes)
    return made


def rules_in_force(batch: Batch) -> PhotoRuleSet:
    """The newest version; of a batch that has none yet, the first is written from `Batch.photo_rules`."""
    return batch.photo_rule_sets.select_related("made_by").newest() or first_version(batch)


@transaction.atomic
def first_version(batch: Batch, *, by_id: int | None = None) -> PhotoRuleSet:
    """Version 1 of a batch that was just made or imported. Safe to call again and at once."""
    # What is stored: the batch in the caller's hands may hold what its form is about to change.
    rules = Batch.objects.values_list("photo_rules", flat=True).get(pk=batch.pk)
    made, _ = PhotoRuleSet.objects.get_or_create(batch=batch, version=1, defaults={"rules": rules, "made_by_id": by_id})
    Batch.objects.filter(pk=batch.pk, photo_rules_version=0).update(photo_rules_version=1)
    return made


def first_versions(batches: Iterable[Batch]) -> None:
    """Version 1 of every batch of an import that has no version yet."""
    for batch in batches:
        if not batch.photo_rules_version:
            first_version(batch)
