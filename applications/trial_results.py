"""What a trial of photo rules found, as its page shows it: sums of photos, sums by rule, the changed photos."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from applications.models import RuleTrial, RuleTrialChange
from applications.photos.checks import CHECKS
from applications.tasks import TRY_RULES
from selfexam.accounts.actors import Actor
from selfexam.jobs.models import Job

GRADES = ("fail", "warn", "clean")


@dataclass(frozen=True)
class Became:
    """How many became what they were not before; `softened` of `warn` had failed."""

    fail: int
    warn: int
    clean: int
    softened: int

    @classmethod
    def of(cls, ways: Mapping[str, int]) -> "Became":
        fail, warn, clean = (sum(n for way, n in ways.items() if way.endswith(f">{grade}")) for grade in GRADES)
        return cls(fail, warn, clean, ways.get("fail>warn", 0))

    @property
    def sum(self) -> int:
        return self.fail + self.warn + self.clean


@dataclass(frozen=True)
class RuleBecame:
    code: str
    title: str
    became: Became


def photos_became(trial: RuleTrial) -> Became:
    """By the verdict of the whole photo."""
    return Became.of(trial.counts.get("verdicts", {}))


def rules_became(trial: RuleTrial) -> list[RuleBecame]:
    """By rule, in reading order; a rule that changes nothing is left out."""
    counts = trial.counts.get("rules", {})
    titles = {check.rule.code: check.rule.title for check in CHECKS}
    known = [code for code in titles if code in counts]
    other = [code for code in counts if code not in titles]
    return [RuleBecame(code, titles.get(code, code), Became.of(counts[code])) for code in (*known, *other)]


def changed_photos(trial: RuleTrial, actor: Actor, *, code: str, became: str) -> QuerySet[RuleTrialChange]:
    """Those whose application `actor` may open, by rule and by what the photo became; anything else filters nothing."""
    found = trial.changes.visible_to(actor)
    if code in trial.counts.get("rules", {}):
        found = found.by_rule(code)
    if became in GRADES:
        found = found.filter(now=became).exclude(was=became)
    return found.select_related("photo__application__record", "photo__application__school").order_by("photo_id")


def job_of(trial: RuleTrial) -> Job | None:
    """The newest job of the trial; a trial without one has not been announced yet."""
    return Job.objects.newest(TRY_RULES, str(trial.uuid))
