"""Begins an application for a record in a batch, filled from the person's last one (notice 一(一))."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.domain.guards import application_window_is_open
from applications.domain.history import remember
from applications.domain.refusals import NotAllowed
from applications.models import Application
from applications.statuses import CLOSED
from selfexam.accounts.actors import Actor
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord

# What a candidate need not type twice; images and declarations are asked for anew.
_CARRIED_OVER = (
    "phone",
    "email",
    "address",
    "postcode",
    "employer",
    "appraisal",
    "prior_number",
    "prior_school",
    "prior_level",
    "prior_check",
)


def begin(record: StudentRecord, batch: Batch, *, by: Actor) -> Application:
    """The draft of `record` in `batch`; the existing one if it was begun before. Raises NotAllowed with the reason."""
    existing = Application.objects.filter(record=record).exclude(status__in=CLOSED).first()
    if existing is not None:
        return existing
    if record.graduated_on is not None:
        raise NotAllowed("这个准考证号已经办理过毕业，不能再次申请")
    draft = Application(record=record, batch=batch, school=record.school, phone=record.phone)
    if sentence := application_window_is_open(draft, timezone.now()):
        raise NotAllowed(sentence)
    if record.applications.filter(batch=batch).exclude(status="withdrawn").exists():
        raise NotAllowed("这个准考证号在本批次的申请已经结束，请等下一批次")
    last = record.applications.order_by("-created_at").first()
    if last is not None:
        for field in _CARRIED_OVER:
            setattr(draft, field, getattr(last, field))
    try:
        with transaction.atomic():
            draft.save()
            remember(draft, "开始填写", by=by, action="begin")
    except IntegrityError:
        # Two clicks at once: the other one made it.
        return Application.objects.filter(record=record).exclude(status__in=CLOSED).get()
    return draft
