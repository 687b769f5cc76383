"""The one door through which pages change programmes, plans and their rules; every change leaves its history.

`change` runs an act, compares the words before and after, and refuses what must not change: a plan in use (only its
dates and the note of its source), and anything by a page that has not seen the state it changes. An act that changes
nothing is done already and writes nothing, so sending a form twice is harmless.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction

from selfexam.catalogue.domain.plan_words import (
    Words,
    difference,
    fingerprint,
    words_of_exemptions,
    words_of_minima,
    words_of_plan,
    words_of_programme,
)
from selfexam.catalogue.judged_anew import judged_anew
from selfexam.catalogue.models import ExemptionRule, LevelMinimum, Plan, PlanEvent, Programme

# What may still change once records are judged by a plan: it judges nobody differently.
CHANGEABLE = frozenset({"执行起始", "过渡期截止", "最后毕业日期", "来源说明"})
IN_USE = "这一版已有考籍在用，课程和要求不能再改，只能改日期和来源说明。规则变了，请以这一版为基础新建版本"
STALE = "这里刚刚改过，请重新打开页面，核对后再保存"


class PlanRefused(Exception):
    """Why nothing was changed; `sentence` can be shown as it stands, `field` is where it belongs."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


@dataclass(frozen=True)
class Subject:
    """What is changed: its words, the rows to lock meanwhile, and under what its history is filed."""

    words: Callable[[], Words]
    rows: "models.QuerySet[Any]"
    programme: Programme | None = None
    version: str = ""
    plan: Plan | None = None

    @property
    def seen(self) -> str:
        return fingerprint(self.words())


def plan_subject(plan: Plan) -> Subject:
    rows = Plan.objects.filter(pk=plan.pk)
    return Subject(lambda: words_of_plan(plan.pk), rows, plan.programme, plan.version, plan)


def programme_subject(programme: Programme) -> Subject:
    return Subject(lambda: words_of_programme(programme.pk), Programme.objects.filter(pk=programme.pk), programme)


def exemptions_subject() -> Subject:
    return Subject(words_of_exemptions, ExemptionRule.objects.all())


def minima_subject() -> Subject:
    return Subject(words_of_minima, LevelMinimum.objects.all())


@transaction.atomic
def change(subject: Subject, act: Callable[[], object], *, by_id: int, seen: str, label: str) -> bool:
    """Whether anything changed. `seen` is the fingerprint of what the page showed."""
    list(subject.rows.order_by("pk").select_for_update())
    before = subject.words()
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        raise PlanRefused(STALE) from error
    changes = difference(before, subject.words())
    if not changes:
        return False
    if seen != fingerprint(before):
        raise PlanRefused(STALE)
    if subject.plan is not None and not {c["label"] for c in changes} <= CHANGEABLE and subject.plan.in_use:
        raise PlanRefused(IN_USE)
    PlanEvent.objects.create(
        programme=subject.programme, version=subject.version, by_id=by_id, label=label, changes=changes
    )
    if subject.programme is not None:
        judged_anew([subject.programme.pk])
    return True
