"""Records that a refused candidate was told by the school, and shows the phone number only with a history row."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application
from review.models import Duty
from selfexam.accounts.models import User


@transaction.atomic
def record_told(application_uuid: UUID, way: str, note: str, *, by: User) -> Duty:
    """Mark the duty as done by a conditional update; twice is AlreadyDone."""
    duty = Duty.objects.visible_to(by).select_related("application").get(application__uuid=application_uuid)
    if way not in Duty.Way.values:
        raise NotAllowed("请选择通知方式")
    told = (
        Duty.objects.open()
        .filter(pk=duty.pk)
        .update(told_at=timezone.now(), told_by=by, way=way, note=note.strip()[:200])
    )
    if not told:
        raise AlreadyDone("已经登记过通知")
    remember(duty.application, f"已通知考生（{Duty.Way(way).label}）", by=by, note=note.strip()[:200], action="told")
    duty.refresh_from_db()
    return duty


@transaction.atomic
def reveal(application_uuid: UUID, what: str, *, by: User) -> str:
    """The full phone or ID number; who looked and when goes into the history."""
    application = Application.objects.visible_to(by).select_related("record").get(uuid=application_uuid)
    shown = {"phone": ("查看手机号", application.phone), "id_number": ("查看证件号码", application.record.id_number)}
    if what not in shown:
        raise NotAllowed("只能查看手机号或证件号码")
    label, value = shown[what][0], str(shown[what][1])
    remember(application, label, by=by, action="reveal")
    return value
