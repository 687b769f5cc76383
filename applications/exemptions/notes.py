"""What a reviewer should look at in a row: notes for people, never refusals (免考规定: same name, credits not more)."""

from collections.abc import Iterable

from applications.exemptions.courses import in_the_table, marks_by_table
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.records.models import StudentRecord


def notes_of(request: ExemptionRequest, rows: Iterable[ExemptionRow], record: StudentRecord) -> dict[int, list[str]]:
    """By row, a few short sentences each; three queries at most."""
    mine = list(rows)
    if request.basis == ExemptionRequest.Basis.CERTIFICATE:
        now = marks_by_table(record, request.certificate)
        return {row.pk: list(_of_certificate(row, now.get(row.course.code))) for row in mine}
    listed = in_the_table(record, {row.passed_name for row in mine})
    about = list(_of_old_number(request, record)) if request.basis in ExemptionRequest.BY_OLD_NUMBER else []
    return {row.pk: [*about, *_of_course(row, (row.passed_name, row.course.code) in listed)] for row in mine}


def _of_old_number(request: ExemptionRequest, record: StudentRecord) -> Iterable[str]:
    """A number that this portal knows itself: whose it is, and which way its passes should come."""
    old = StudentRecord.objects.filter(admission_number=request.old_number).first()
    if old is None:
        return
    if old.pk == record.pk:
        yield "原准考证号就是现在的准考证号"
    elif old.id_digest != record.id_digest:
        yield f"原准考证号 {old.admission_number} 的考籍是另一个证件号码，请核对"
    elif request.basis == ExemptionRequest.Basis.MERGED:
        yield f"原准考证号 {old.admission_number} 在本系统有考籍，可以由考试院合并考籍，成绩一起转入"


def _of_certificate(row: ExemptionRow, now: int | None) -> Iterable[str]:
    """Whether the table knows it; and, while it is not decided, whether the table has changed since it was saved."""
    if not row.by_table:
        yield "免考规则表里没有这一条，由考试院定"
    if now != (row.mark if row.by_table else None) and row.state in ExemptionRow.UNDECIDED:
        yield f"免考规则表后来改了，现在按 {now} 分计" if now else "免考规则表后来改了，现在没有这一条"


def _of_course(row: ExemptionRow, listed: bool) -> Iterable[str]:
    if row.passed_name and row.passed_name != row.course.name and not listed:
        yield f"课程名称不同：{row.passed_name}"
    if row.passed_credits is None:
        yield "没有填写已考课程的学分"
    elif row.passed_credits < row.credits:
        yield f"已考课程 {row.passed_credits} 学分，少于计划的 {row.credits} 学分"
    if row.passed_mark.isdecimal() and int(row.passed_mark) < 60:
        yield f"已考成绩 {row.passed_mark} 分，不合格"
