"""Corrects a form that was sent back (退回补正) and hands it in again: same courses, the fee stays paid.

What names the evidence stays filled in, the rest is saved as far as it goes; the school then looks at it anew.
"""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from applications.domain.exemptions.fetching import own_request, returned_request
from applications.domain.exemptions.save_request import Evidence, Wish
from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.exemptions.courses import marks_by_table
from applications.exemptions.missing import evidence_of, missing_of
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.accounts.actors import Actor

State = ExemptionRow.State


@transaction.atomic
def correct_request(
    request_uuid: UUID | str, evidence: Evidence, wishes: Sequence[Wish], *, by: Actor
) -> ExemptionRequest:
    """Evidence, and beside each returned course what was passed. What was decided on the old evidence keeps it."""
    request = returned_request(request_uuid, by=by)
    rows = {row.course.code: row for row in request.rows.filter(state=State.RETURNED).select_related("course")}
    if {wish.code for wish in wishes} - rows.keys():
        raise NotAllowed("补正时不能增减课程，请刷新后再看")
    if evidence.basis != request.basis:
        raise NotAllowed("补正时不能换依据，请刷新后再看")
    values = asdict(evidence) | {"on_paper": evidence.on_paper and request.by_unit}
    changed = {name: value for name, value in values.items() if getattr(request, name) != value}
    if changed.keys() - {"phone", "pages"} and _decided(request):
        raise NotAllowed("这份申请已有课程决定，依据不能再改。请补图片，或联系学校")
    said = [f"{_label(name)} {getattr(request, name) or '空'} → {value or '空'}" for name, value in changed.items()]
    for name, value in changed.items():
        setattr(request, name, value)
    if lacking := [label for label, value in evidence_of(request) if not value]:
        raise NotAllowed(f"请填写{'、'.join(lacking)}")
    request.save()
    said += [words for wish in wishes if (words := _correct(rows[wish.code], wish, request))]
    if said:
        remember(request.application, "补正免考", by=by, note="；".join(said)[:300], action="exemption")
    return request


def _decided(request: ExemptionRequest) -> bool:
    return request.rows.filter(state__in=(State.APPROVED, State.REFUSED)).exists()


def _label(name: str) -> str:
    return str(getattr(ExemptionRequest._meta.get_field(name), "verbose_name", name))


def _correct(row: ExemptionRow, wish: Wish, request: ExemptionRequest) -> str:
    """What became different, in words; empty if nothing did. The table is asked again for the certificate."""
    certificate = request.basis == ExemptionRequest.Basis.CERTIFICATE
    marks = marks_by_table(request.application.record, request.certificate) if certificate else {}
    values = {
        "passed_code": wish.passed_code,
        "passed_name": wish.passed_name,
        "passed_mark": wish.passed_mark,
        "passed_credits": wish.passed_credits,
    }
    said = [str(value) for name, value in values.items() if getattr(row, name) != value]
    ExemptionRow.objects.filter(pk=row.pk, state=State.RETURNED).update(
        **values, mark=marks.get(row.course.code), by_table=row.course.code in marks
    )
    return f"{row.course.code} 已考 {' '.join(said)}" if said else ""


@transaction.atomic
def hand_in_again(request_uuid: UUID | str, *, by: Actor) -> int:
    """RETURNED → PAID, in the same window as a return of the application. Returns how many courses."""
    if not own_request(request_uuid, by=by).rows.filter(state=State.RETURNED).exists():
        raise AlreadyDone("这份免考申请已经重新提交，不需要再提交")
    request = returned_request(request_uuid, by=by)
    rows = list(request.rows.filter(state=State.RETURNED).select_related("course").order_by("pk"))
    if lacking := missing_of(request, rows, request.images.count()):
        raise NotAllowed(f"还缺：{'、'.join(lacking)}")
    written = request.rows.filter(state=State.RETURNED).update(state=State.PAID)
    said = "、".join(str(row.course) for row in rows)
    remember(request.application, f"重新提交免考 {written} 门", by=by, note=said, action="exemption")
    return written
