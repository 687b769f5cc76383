"""Begins an application for a record in a batch, filled from the person's last one (notice 一(一))."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.domain.guards import application_window_is_open
from applications.domain.history import remember
from applications.domain.refusals import NotAllowed
from applications.models import Application
from applications.models.application import PriorCheck
from applications.same_batch import rests_on_same_batch
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


def begin(record: StudentRecord, batch: Batch, *, by: Actor, note: str = "", **fields: Any) -> Application:
    """The draft of `record` in `batch`; the existing one if it was begun before. Raises NotAllowed with the reason.

    `fields` and `note` are of a beginning at the counter (open_at_counter.py).
    """
    if (existing := _live(record)) is not None:
        return existing
    draft = Application(record=record, batch=batch, school=record.school, phone=record.phone, **fields)
    if sentence := why_not_begin(record, batch):
        # Somebody else may have begun it since the first look.
        if (existing := _live(record)) is not None:
            return existing
        raise NotAllowed(sentence)
    last = record.applications.order_by("-created_at").first()
    if last is not None:
        for field in _CARRIED_OVER:
            setattr(draft, field, getattr(last, field))
        if rests_on_same_batch(last):
            # That 专科 was applied for in another batch: by now it has a certificate, or it is there to be named anew.
            draft.prior_number = draft.prior_school = draft.prior_level = ""
            draft.prior_check = PriorCheck.UNCHECKED
    try:
        with transaction.atomic():
            # A merge that ends the record at this moment holds the row; whoever comes second sees the other.
            if StudentRecord.objects.select_for_update().get(pk=record.pk).is_ended:
                raise NotAllowed("这个准考证号刚刚合并，请刷新后再看")
            draft.save()
            remember(draft, "现场受理" if fields else "开始填写", by=by, note=note, action="begin")
    except IntegrityError:
        # Two clicks at once: the other one made it.
        return Application.objects.filter(record=record).exclude(status__in=CLOSED).get()
    return draft


def why_not_begin(record: StudentRecord, batch: Batch) -> str | None:
    """The sentence that says why a record without a live application cannot begin one in `batch`, None if it can."""
    if record.is_ended:
        return f"这个准考证号已合并，请用 {record.survivor().admission_number} 申请"
    if record.graduated_on is not None:
        return "这个准考证号已经办理过毕业，不能再次申请"
    if sentence := application_window_is_open(Application(batch=batch), timezone.now()):
        return sentence
    if record.applications.filter(batch=batch).exclude(status="withdrawn").exists():
        return "这个准考证号在本批次的申请已经结束，请等下一批次"
    return None


def _live(record: StudentRecord) -> Application | None:
    """The application of the record that is not over; there is one at most."""
    return Application.objects.filter(record=record).exclude(status__in=CLOSED).first()
