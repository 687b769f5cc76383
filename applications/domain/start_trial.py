"""Starts a trial of changed photo rules over a batch's photos; the last one of the batch is given up."""

from django.db import transaction
from django.db.models import Count, Max

from applications.domain.rule_desk import institute_lead
from applications.models import Photo, RuleTrial
from applications.photos.rule_set import kept, validated
from applications.photos.rules import PhotoRules
from applications.tasks import try_soon
from selfexam.accounts.actors import Actor
from selfexam.catalogue.domain.change_photo_rules import rules_in_force
from selfexam.catalogue.models import Batch


@transaction.atomic
def start_trial(batch: Batch, rules: PhotoRules, *, by: Actor) -> RuleTrial:
    """Compared with the version in force. The same trial again, while it runs or after it broke off, goes on.

    Raises NotAllowed, and BadRules for rules that could not be put in force.
    """
    lead, tried = institute_lead(by), kept(rules)
    validated(tried)
    Batch.objects.select_for_update().get(pk=batch.pk)
    base = rules_in_force(batch)
    last = RuleTrial.objects.filter(batch=batch).first()
    if last is not None and (last.finished_at or last.base_id != base.pk or last.rules != tried):
        last.delete()
        last = None
    trial = last or _new(batch, RuleTrial(batch=batch, base=base, rules=tried, asked_by=lead))
    try_soon(trial)
    return trial


def _new(batch: Batch, trial: RuleTrial) -> RuleTrial:
    photos = Photo.objects.current().judged().filter(application__batch=batch)
    facts = photos.order_by().aggregate(last=Max("pk"), count=Count("pk"))
    trial.upto, trial.total = facts["last"] or 0, facts["count"]
    trial.save()
    return trial
