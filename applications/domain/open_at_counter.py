"""A school takes an application up at its counter (notice 一(一): 持有效身份证件到主考院校自考办办理).

Three ways, all with the person present and the reason recorded: a new application, a draft or a returned application
that the candidate had begun online (taking over is an act of its own and never happens by itself), and back again while
nothing has been handed in.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.begin import begin
from applications.domain.history import remember
from applications.domain.lifecycle import advance
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application, Event
from applications.statuses import CLOSED, Status
from applications.workflow import Action
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES, Role
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord

ABSENT = "请先核对考生本人和有效身份证件，再勾选"
ELSEWHERE = "这位考生已在另一所学校有申请，不能在这里受理"
BEGUN_ONLINE = "这位考生已在网上开始填写。考生在场并要求现场办理的，请选择接手"


@transaction.atomic
def open_at_counter(record_uuid: UUID | str, *, reason: str, is_present: bool, by: Actor) -> Application:
    """The new application, or the one this school has open at its counter already. Raises StudentRecord.DoesNotExist
    for another school's record, NotAllowed with the reason otherwise.
    """
    person, record, reason = _begin(record_uuid, reason, is_present, by)
    batch = Batch.objects.current()
    if batch is None:
        raise NotAllowed("现在没有开放的批次，请等考试院通知")
    opened = begin(
        record,
        batch,
        by=person,
        note=reason,
        counter_opened_by=person,
        counter_opened_at=timezone.now(),
        counter_reason=reason,
    )
    if opened.school_id != person.school_id:
        raise NotAllowed(ELSEWHERE)
    if not opened.is_at_counter:
        # The candidate had begun, perhaps in this very second: theirs it stays.
        raise NotAllowed(why_not_opened(opened) or BEGUN_ONLINE)
    return opened


@transaction.atomic
def take_over_at_counter(record_uuid: UUID | str, *, reason: str, is_present: bool, by: Actor) -> Application:
    """The candidate's own draft, or what was returned to them, goes on at the counter; the candidate still sees it."""
    person, record, reason = _begin(record_uuid, reason, is_present, by)
    application = live_application(record)
    if application is None or application.school_id != person.school_id:
        raise NotAllowed("这位考生没有可以接手的申请")
    if application.is_at_counter:
        raise AlreadyDone("这份申请已经在现场受理")
    if application.status not in (Status.DRAFT, Status.RETURNED):
        raise NotAllowed(f"申请现在是“{application.get_status_display()}”，不能接手")
    now = timezone.now()
    free = Application.objects.filter(pk=application.pk, status=application.status, counter_opened_at=None)
    values = {"counter_opened_by": person, "counter_opened_at": now, "counter_reason": reason}
    if not free.update(**values, version=F("version") + 1, saved_at=now):
        raise Changed("这份申请刚刚有了变化，请刷新后再看")
    application.refresh_from_db()
    remember(application, "现场接手", by=person, note=reason, action="counter")
    return application


@transaction.atomic
def leave_counter(application_uuid: UUID | str, *, by: Actor) -> Application:
    """Undo: a draft of the candidate goes back to them alone, one that the counter began is withdrawn."""
    _staff(by)
    application = Application.objects.visible_to(by).select_for_update(of=("self",)).get(uuid=application_uuid)
    if not application.is_at_counter or application.status != Status.DRAFT or application.first_submitted_at:
        raise NotAllowed("只有还没有提交的现场申请可以取消受理")
    if not begun_by_candidate(application):
        return advance(application_uuid, Action.WITHDRAW, by=by, note="取消现场受理")
    remember(application, "交还考生网上填写", by=by, action="counter")
    nobody = {"counter_opened_by": None, "counter_opened_at": None, "counter_submitted_by": None}
    mine = Application.objects.filter(pk=application.pk, status=Status.DRAFT, version=application.version)
    if not mine.update(**nobody, counter_reason="", signed_code="", version=F("version") + 1):
        raise Changed("这份申请刚刚有了变化，请刷新后再看")
    application.refresh_from_db()
    return application


def live_application(record: StudentRecord) -> Application | None:
    """The application of this record that is not over, whoever may see it: call it after checking the record."""
    mine = Application.objects.filter(record=record).exclude(status__in=CLOSED)
    return mine.select_related("batch", "school").first()


def begun_by_candidate(application: Application) -> bool:
    begun: Event | None = application.events.filter(action="begin").first()
    return begun is not None and begun.by_role == Role.CANDIDATE


def why_not_opened(application: Application) -> str | None:
    """Why there is nothing to open for a record with this live application; None for a draft that may be taken over."""
    if application.status in (Status.DRAFT, Status.RETURNED):
        return None
    return f"这位考生已有毕业申请，现在是“{application.get_status_display()}”"


def _staff(by: Actor) -> User:
    if not isinstance(by, User) or not by.is_active or by.role not in SCHOOL_ROLES or by.school_id is None:
        raise NotAllowed("只有主考学校可以现场受理")
    return by


def _begin(record_uuid: UUID | str, reason: str, is_present: bool, by: Actor) -> tuple[User, StudentRecord, str]:
    person = _staff(by)
    seen = StudentRecord.objects.visible_to(person).select_related("programme", "school", "holder")
    record = seen.get(uuid=record_uuid)
    if not is_present:
        raise NotAllowed(ABSENT)
    if not reason.strip():
        raise NotAllowed("请写明现场受理的原因")
    return person, record, reason.strip()[:120]
