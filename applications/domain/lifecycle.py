"""The one door through which an application changes its state.

`advance` is called by every act of candidates, schools, institute, payment and clock. It checks who may see the
application, the table of legal steps, the version the page had read, and the guards; then it writes status, history and
notice in one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.at_counter import is_open_to, refusal_of_person
from applications.domain.exemptions.end import end_waiting
from applications.domain.guards import first_refusal
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.domain.standing import mark_resting_on
from applications.exemptions.applicants import ASKING
from applications.models import Application, Event
from applications.notices import write_notice
from applications.statuses import TIMESTAMP_OF, Status
from applications.tasks import send_soon
from applications.workflow import STEP_OF, Action, Step, steps_from
from selfexam.accounts.actors import Actor, person
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, STAFF_ROLES
from selfexam.wording import when_short


@dataclass(frozen=True)
class OpenStep:
    """A step that this person may take from here; `refusal` says why its button is disabled just now."""

    step: Step
    refusal: str | None

    @property
    def action(self) -> str:
        return str(self.step.action)

    @property
    def label(self) -> str:
        return str(self.step.action.label)


@transaction.atomic
def advance(
    application_uuid: UUID | str,
    action: str,
    *,
    by: Actor,
    note: str = "",
    seen_version: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Application:
    """Take one step, with `changes` (other fields of the application) written by the same statement.

    Raises Application.DoesNotExist for what `by` may not see, NotAllowed, Changed or AlreadyDone with their sentences.
    """
    step = STEP_OF[action]
    seen = Application.objects.visible_to(by).select_for_update(of=("self",))
    application = seen.select_related("batch", "school", "record__programme").get(uuid=application_uuid)
    now = timezone.now()
    _check(application, step, by, seen_version, now)
    before, version = application.status, application.version
    stamps = {TIMESTAMP_OF[step.target]: now, **_first_time(application, step, now)}
    # Conditional: SQLite has no row locks, and two workers may have read the same version.
    written = Application.objects.filter(pk=application.pk, status=before, version=version).update(
        status=step.target, version=F("version") + 1, saved_at=now, **{**stamps, **(changes or {})}
    )
    if not written:
        raise Changed("这份申请刚刚被别人处理过，请刷新后再看")
    application.refresh_from_db()
    _write_history(application, step, before, by, note, now)
    send_soon(write_notice(application, action, note))
    mark_resting_on(application)
    if before in ASKING and application.status not in ASKING:
        end_waiting(application)
    return application


def steps_open_to(actor: Actor, application: Application) -> list[OpenStep]:
    """The steps that `actor` may take from the present state, each with the reason if it is refused just now."""
    now = timezone.now()
    return [
        OpenStep(
            step, first_refusal(application, step.action, now) or refusal_of_person(application, step.action, actor)
        )
        for step in steps_from(application.status)
        if is_open_to(actor, step, application)
    ]


def _check(application: Application, step: Step, by: Actor, seen_version: int | None, now: datetime) -> None:
    if not is_open_to(by, step, application):
        raise NotAllowed(f"现在登录的账号不能进行“{step.action.label}”")
    if application.status not in step.sources:
        raise _out_of_order(application, step, by)
    if seen_version is not None and seen_version != application.version:
        raise Changed("页面打开之后，这份申请有了变化，请刷新后再操作")
    sentence = first_refusal(application, step.action, now) or refusal_of_person(application, step.action, by)
    if sentence:
        raise NotAllowed(sentence)


def _out_of_order(application: Application, step: Step, by: Actor) -> NotAllowed | Changed | AlreadyDone:
    """Tell a double click from a page that somebody else has overtaken, and that from a step out of order."""
    last = last_step(application)
    if last is not None and last.action == step.action and last.by == person(by):
        return AlreadyDone(f"“{step.action.label}”已经完成，不需要再做一次")
    if last is not None and last.by != person(by) and _overtook(last, by):
        return Changed(f"这份申请已由 {last.by_name} 于 {when_short(last.at)} 处理：{last.label}")
    return NotAllowed(f"这份申请现在是“{application.get_status_display()}”，不能{step.action.label}")


def _overtook(last: Event, by: Actor) -> bool:
    """Whether the last step took the application away from `by`'s desk: a colleague's act, or its end in between.

    Candidates are not told who of a school did something, only what the application is now.
    """
    desk = next((roles for roles in (SCHOOL_ROLES, INSTITUTE_ROLES) if by.role in roles), frozenset({by.role}))
    ended = last.action in (Action.WITHDRAW, Action.LAPSE) and by.role in STAFF_ROLES
    return ended or (last.by is not None and last.by_role in desk)


def last_step(application: Application) -> Event | None:
    """The last event that moved the application: who did what, and when."""
    return application.events.exclude(from_status=F_TO).last()


F_TO = F("to_status")


def _first_time(application: Application, step: Step, now: datetime) -> dict[str, datetime]:
    first = step.target == Status.SUBMITTED and application.first_submitted_at is None
    return {"first_submitted_at": now} if first else {}


def _write_history(application: Application, step: Step, before: str, by: Actor, note: str, now: datetime) -> None:
    Event.objects.create(
        application=application,
        action=step.action,
        label=step.action.label,
        from_status=before,
        to_status=step.target,
        by=person(by),
        by_name=by.name,
        by_role=by.role,
        at=now,
        note=note,
    )
