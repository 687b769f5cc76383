"""Fills in a form (annex 5): evidence and courses. Called by the candidate's page, the unit's grid and its table.

Saved as far as it goes; hand_in.py asks whether it is whole. What was handed in is never rewritten.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.domain.exemptions.fetching import locked_application, open_draft
from applications.domain.refusals import Changed, NotAllowed
from applications.exemptions.applicants import applicants, why_closed
from applications.exemptions.courses import OpenCourse, marks_by_table, open_courses
from applications.models import Application, ExemptionRequest, ExemptionRow
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Course


@dataclass(frozen=True)
class Evidence:
    """What stands in the head of the form; fields that the basis does not ask for stay empty."""

    basis: str
    phone: str = ""
    old_number: str = ""
    school: str = ""
    major: str = ""
    level: str = ""
    certificate: str = ""
    number: str = ""
    pages: int = 0
    on_paper: bool = False


@dataclass(frozen=True)
class Wish:
    """One line: the plan's course, and the course passed elsewhere."""

    code: str
    passed_code: str = ""
    passed_name: str = ""
    passed_mark: str = ""
    passed_credits: int | None = None


@transaction.atomic
def open_request(
    application_uuid: UUID | str, evidence: Evidence, wishes: Sequence[Wish], *, by: User
) -> ExemptionRequest:
    """A new form. Raises Application.DoesNotExist for whom `by` may not ask for, NotAllowed with the reason."""
    application = locked_application(applicants(by).get(uuid=application_uuid))
    if sentence := why_closed(application, timezone.now()):
        raise NotAllowed(sentence)
    request = ExemptionRequest(application=application, opened_by=by, by_unit=by.role == Role.UNIT_CLERK)
    return _write(request, application, evidence, wishes)


@transaction.atomic
def change_request(
    request_uuid: UUID | str, evidence: Evidence, wishes: Sequence[Wish], *, by: User
) -> ExemptionRequest:
    request = open_draft(request_uuid, by=by)
    return _write(request, request.application, evidence, wishes)


def _write(
    request: ExemptionRequest, application: Application, evidence: Evidence, wishes: Sequence[Wish]
) -> ExemptionRequest:
    offered = {course.code: course for course in open_courses(application.record)}
    _check(request, application, wishes, offered)
    for name, value in asdict(evidence).items():
        setattr(request, name, value)
    request.on_paper = request.on_paper and request.by_unit
    request.save()
    try:
        with transaction.atomic():
            _write_rows(request, wishes, offered)
    except IntegrityError as twice:
        raise Changed("这些课程刚刚在另一份申请里提出了，请刷新后再看") from twice
    return request


def _check(
    request: ExemptionRequest, application: Application, wishes: Sequence[Wish], offered: dict[str, OpenCourse]
) -> None:
    asked = ExemptionRow.objects.filter(application=application).live().exclude(request=request.pk)
    elsewhere = {row.course.code: row for row in asked.select_related("course")}
    slots: dict[str, str] = {offered[code].either: code for code in elsewhere if code in offered}
    for wish in wishes:
        if wish.code in elsewhere:
            row = elsewhere[wish.code]
            raise NotAllowed(f"{row.course} 已经申请免考，现在是“{row.get_state_display()}”")
        if wish.code not in offered:
            raise NotAllowed(f"课程 {wish.code} 不能申请免考：不在计划中，或已经合格")
        slot = offered[wish.code].either
        if slot and slots.setdefault(slot, wish.code) != wish.code:
            raise NotAllowed(f"序号 {slot} 的课程只需要一门，{slots[slot]} 和 {wish.code} 请选一门")
    if len({wish.code for wish in wishes}) < len(wishes):
        raise NotAllowed("同一门课程写了两次，请删去一行")


def _write_rows(request: ExemptionRequest, wishes: Sequence[Wish], offered: dict[str, OpenCourse]) -> None:
    codes = [wish.code for wish in wishes]
    request.rows.filter(state=ExemptionRow.State.DRAFT).exclude(course__code__in=codes).delete()
    courses = {course.code: course for course in Course.objects.filter(code__in=codes)}
    certificate = request.basis == ExemptionRequest.Basis.CERTIFICATE
    marks = marks_by_table(request.application.record, request.certificate) if certificate else {}
    for wish in wishes:
        ExemptionRow.objects.update_or_create(
            request=request,
            course=courses[wish.code],
            defaults={
                "application": request.application,
                "credits": offered[wish.code].credits,
                "passed_code": wish.passed_code,
                "passed_name": wish.passed_name,
                "passed_mark": wish.passed_mark,
                "passed_credits": wish.passed_credits,
                "mark": marks.get(wish.code),
                "by_table": wish.code in marks,
            },
        )
