"""The candidate's first page: their records, the application of each, and the button that begins one."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.domain.begin import begin
from applications.models import Application
from applications.statuses import CLOSED, UNPAID, Status
from applications.views.answering import answered
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch
from selfexam.records.models import Correction, StudentRecord


@dataclass(frozen=True)
class RecordRow:
    """One 准考证号 with its live application, the earlier ones, and whether a new one may begin."""

    record: StudentRecord
    live: Application | None
    earlier: list[Application]
    may_begin: bool
    # There was one in the batch that is open now, and it is over.
    is_taken: bool
    # The last 考籍更正, unless it was taken back.
    correction: Correction | None


@require_safe
@for_roles(Role.CANDIDATE)
def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    batch = Batch.objects.current()
    records = StudentRecord.objects.visible_to(user).select_related("programme", "school", "merged_into")
    records = records.prefetch_related("corrections__items")
    applications = list(Application.objects.visible_to(user).with_record())
    rows = [_row(record, [a for a in applications if a.record_id == record.pk], batch) for record in records]
    # Whoever has paid, or has nothing to apply for, has no deadline to meet.
    is_due = any(row.may_begin or (row.live and row.live.status in UNPAID) for row in rows)
    states = {row.live.status for row in rows if row.live}
    # What may still be missed by whoever is furthest; a draft, or none yet, ends with the application window.
    aim = next((s for s in (Status.FIRST_PASSED, Status.RETURNED, Status.SUBMITTED) if s in states), Status.DRAFT)
    context = {"rows": rows, "batch": batch if is_due else None, "aim": str(aim), "may_merge": len(rows) > 1}
    return render(request, "applications/home.html", context)


def _row(record: StudentRecord, applications: list[Application], batch: Batch | None) -> RecordRow:
    live = next((a for a in applications if a.status not in CLOSED), None)
    taken = any(batch is not None and a.batch_id == batch.pk and a.status != "withdrawn" for a in applications)
    may_begin = live is None and batch is not None and batch.is_open() and not taken
    may_begin = may_begin and record.graduated_on is None and not record.is_ended
    last = next(iter(record.corrections.all()), None)
    shown = last if last and last.state != Correction.State.WITHDRAWN else None
    return RecordRow(record, live, [a for a in applications if a is not live], may_begin, taken, shown)


@require_POST
@for_roles(Role.CANDIDATE)
def start(request: HttpRequest, record: UUID) -> HttpResponse:
    user = signed_in(request)
    own = get_object_or_404(StudentRecord.objects.visible_to(user).select_related("school"), uuid=record)
    batch = Batch.objects.current()
    if batch is None:
        messages.warning(request, "现在没有开放的批次，请等市教育考试院通知")
        return redirect("applications:home")
    application = None
    with answered(request):
        application = begin(own, batch, by=user)
    return redirect("applications:detail", application.uuid) if application else redirect("applications:home")
