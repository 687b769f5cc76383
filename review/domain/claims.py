"""Taking an application for review, for a while: conditional writes, so that of two people one gets it.

A reviewer's page takes what it shows if nobody holds it; "next" takes the first that nobody holds. Deciding gives it
back, a stale claim expires by itself, the school's lead hands one over or puts it back.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Greatest
from django.utils import timezone

from applications.domain.at_counter import accepted
from applications.domain.history import remember
from applications.domain.refusals import Changed, NotAllowed
from applications.models import Application
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from review.filters import Filters
from review.models.claim import HANDED, LEASE, Claim
from review.order import behind
from review.queries import queue
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES, Role
from selfexam.wording import when_short

# Of so many candidates at once somebody else may have taken some; then the next few are looked at.
LOOKED_AT = 10


def claim(application: Application, *, by: User) -> Claim:
    """The claim in force after asking for it: `by`'s own, or that of whoever was first.

    Asking again renews it; what was handed over for longer stays so.
    """
    now = timezone.now()
    for _ in range(2):
        _renew(application, by, now) or _take_over(application, by, now) or _take(application, by, now)
        found = Claim.objects.select_related("by").filter(application=application).first()
        if found is not None:
            return found
    raise Changed("这份申请刚刚被别人处理过，请刷新后再看")


def _renew(application: Application, by: User, now: datetime) -> int:
    mine = Claim.objects.in_force(now).filter(application=application, by=by)
    return mine.update(until=Greatest("until", now + LEASE))


def _take_over(application: Application, by: User, now: datetime) -> int:
    """What nobody holds any more."""
    stale = Claim.objects.filter(application=application, until__lte=now)
    return stale.update(by=by, until=now + LEASE, since=now, handed_by=None)


def _take(application: Application, by: User, now: datetime) -> bool:
    try:
        with transaction.atomic():
            Claim.objects.create(application=application, by=by, until=now + LEASE, since=now)
    except IntegrityError:
        return False
    return True


def other_holder(application: Application, by: User) -> Claim | None:
    """The claim of somebody else that is still in force."""
    return Claim.objects.in_force().select_related("by").filter(application=application).exclude(by=by).first()


def refuse_if_held(application: Application, by: User) -> None:
    """Raises Changed with the name of whoever is at work on it."""
    held = other_holder(application, by)
    if held is not None:
        raise Changed(f"{held.by.name}正在审核这份申请，{when_short(held.until)} 前由{held.by.name}处理")


def give_back(application: Application) -> Claim | None:
    """The claim that ended, in force or not."""
    ended = Claim.objects.filter(application=application).first()
    Claim.objects.filter(application=application).delete()
    return ended


def claim_next(
    applications: ApplicationQuerySet, *, by: User, after: Application | None = None, filters: Filters | None = None
) -> Application | None:
    """The next one that nobody else holds, claimed: what was handed to `by` first, then in the order of the queue.

    From the beginning after the last. `filters` narrow it as they narrow the list, all states but 待初审 aside.
    """
    # Nobody is led to what they accepted at the counter themselves: they may not pass it.
    others = applications.exclude(counter_opened_by=by).exclude(counter_submitted_by=by)
    asked = filters or Filters()
    rows = asked.held_by(queue(others.awaiting_first_review(), asked), by)
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    for some in _in_turn(rows, by, after):
        for application in some[:LOOKED_AT]:
            if _got(application, by):
                return application
    return None


def _got(application: Application, by: User) -> bool:
    try:
        return claim(application, by=by).by_id == by.pk
    except Changed:
        # Decided in this very moment: there are others.
        return False


def _in_turn(rows: ApplicationQuerySet, by: User, after: Application | None) -> list[ApplicationQuerySet]:
    """Handed to me, behind the one whose page was open, and all."""
    held = Claim.objects.in_force().filter(application=OuterRef("pk"))
    free = rows.exclude(Exists(held.exclude(by=by)))
    handed = rows.filter(Exists(held.filter(by=by, handed_by__isnull=False)))
    return [handed, behind(free, after), free] if after is not None else [handed, free]


@transaction.atomic
def hand_over(application: Application, *, to: User, by: User) -> Claim:
    """The lead of the school gives an application to a colleague, whoever held it; it waits for them `HANDED`."""
    if by.role != Role.SCHOOL_LEAD or to.role not in SCHOOL_ROLES or not to.is_active:
        raise NotAllowed("只有负责人可以把申请交给本校的审核老师")
    if application.school_id != by.school_id or to.school_id != by.school_id:
        raise NotAllowed("只能交给本校的审核老师")
    if accepted(application, to):
        raise NotAllowed(f"{application.record.name}的申请由{to.name}现场受理，请交给另一位老师初审")
    if _locked(application).status != Status.SUBMITTED:
        raise NotAllowed(f"{application.record.name}的申请现在不需要初审")
    now = timezone.now()
    values = {"by": to, "until": now + HANDED, "since": now, "handed_by": by}
    handed, _ = Claim.objects.update_or_create(application=application, defaults=values)
    remember(application, "转交审核", by=by, note=f"交给{to.name}", action="hand_over")
    return handed


@transaction.atomic
def put_back(application: Application, *, by: User) -> None:
    """The lead takes an application out of somebody's hands; the next who asks gets it."""
    if by.role != Role.SCHOOL_LEAD or application.school_id != by.school_id:
        raise NotAllowed("只有负责人可以把申请放回列表")
    _locked(application)
    ended = give_back(application)
    if ended is not None:
        remember(application, "放回待审", by=by, note=f"原由{ended.by.name}审核", action="put_back")


def _locked(application: Application) -> Application:
    """Before its claim, as deciding does: the two cannot wait for each other."""
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
