"""Puts a rule set in force for a batch: checked against everything the checks declare, then written as a version."""

from django.db import transaction

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.domain.rule_desk import institute_lead
from applications.photos.rule_set import differences, kept, validated
from applications.photos.rules import PhotoRules
from selfexam.accounts.actors import Actor
from selfexam.catalogue.domain.change_photo_rules import change_photo_rules, rules_in_force
from selfexam.catalogue.models import Batch, PhotoRuleSet


@transaction.atomic
def put_rules_in_force(batch: Batch, rules: PhotoRules, *, seen: int, note: str, by: Actor) -> PhotoRuleSet:
    """The new version. Photos that were judged keep their verdict; later ones are judged by it.

    Raises AlreadyDone if these are the rules in force, StaleRules if others are since `seen`, NotAllowed, BadRules.
    """
    lead, stored = institute_lead(by), kept(rules)
    if not note.strip():
        raise NotAllowed("请写明修改原因")
    validated(stored)
    newest = rules_in_force(batch)
    changes = differences(PhotoRules.from_json(newest.rules), rules)
    if not changes:
        raise AlreadyDone(f"这些规则就是现行的第 {newest.version} 版，没有改动")
    said = [change.to_json() for change in changes]
    return change_photo_rules(batch, stored, seen=seen, note=note.strip(), by_id=lead.pk, changes=said)
