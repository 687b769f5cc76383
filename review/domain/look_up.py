"""Finds a person at an intake desk by cover-sheet code, by 准考证号, and within a school or unit by name; logs it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from applications.domain.refusals import NotAllowed
from applications.models import Application, PaperLookup
from applications.models.application import ApplicationQuerySet
from applications.paper_code import uuids_of
from review.paper_scope import is_district, open_for_intake, within_reach
from selfexam import typed
from selfexam.accounts.models import User

# Numbers are not to be tried out: so many misses in so short a time close the desk for a while.
MOST_MISSES, WITHIN = 30, timedelta(minutes=10)


@dataclass(frozen=True)
class Found:
    """One application, or none; `several` when a name fits more than one and the list has to show them."""

    application: Application | None
    several: bool = False


@transaction.atomic
def look_up(text: str, *, by: User) -> Found:
    """Raises NotAllowed for what is nothing to look for; a miss is a result, so that its row stays."""
    text = typed.plain(text)[:40]
    if not text:
        raise NotAllowed("请扫描封面上的条码，或输入准考证号")
    misses = PaperLookup.objects.filter(by=by, application=None, at__gt=timezone.now() - WITHIN)
    if misses.count() >= MOST_MISSES:
        raise NotAllowed("没有找到的次数太多，请过 10 分钟再试")
    exact = _exact(text, by)
    if exact is None and is_district(by):
        raise NotAllowed("请扫描封面上的条码，或输入 12 位准考证号")
    matches = list((_named(text, by) if exact is None else exact)[:2])
    one = matches[0] if len(matches) == 1 else None
    PaperLookup.objects.create(by=by, typed=text, application=one)
    return Found(one, several=exact is None and len(matches) > 1)


def _exact(text: str, by: User) -> ApplicationQuerySet | None:
    """By code or 准考证号 among everybody within reach, drafts too; None if the text is neither."""
    number = typed.number(text)
    if ends := uuids_of(text):
        return within_reach(by).filter(uuid__range=ends)
    if len(number) == 12 and number.isascii() and number.isdigit():
        return within_reach(by).filter(record__admission_number=number)
    return None


def _named(text: str, by: User) -> ApplicationQuerySet:
    return open_for_intake(by).filter(record__name__icontains=typed.part_of_name(text))
