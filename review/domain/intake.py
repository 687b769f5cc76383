"""Registers what came in at an intake desk: copies, defects, corrections, and takes back what was registered wrongly.

Several desks may work on one person: a line is written only over what the page had shown, one wins, the other is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application, Notice, Paper
from applications.papers import Line, Standing, standing_of
from applications.tasks import send_soon
from review.paper_scope import desk_of, open_for_intake
from selfexam.accounts.models import User
from selfexam.wording import when


@dataclass(frozen=True)
class Entry:
    """What a line shall be: how many copies in all, what is wrong; `seen` is the version that the page had shown."""

    line: UUID
    copies: int
    defect: str
    seen: int


@transaction.atomic
def take(application_uuid: UUID, entries: Sequence[Entry], *, by: User) -> Standing:
    """Writes every line that differs, or none. AlreadyDone if nothing differs."""
    application = _locked(application_uuid, by)
    before = standing_of(application)
    wanted = {entry.line: entry for entry in entries}
    if wanted.keys() - {line.key for line in before.lines}:
        raise Changed("材料清单刚刚有了变化，请看新的清单再登记")
    changed = []
    for line in before.lines:
        entry = wanted.get(line.key)
        if entry and (entry.copies, entry.defect) != (line.came, line.defect):
            _check(line, entry.copies, entry.seen, by)
            _write(application, line, entry.copies, entry.defect, by)
            changed.append((line, entry))
    if not changed:
        raise AlreadyDone("没有新的内容需要登记")
    remember(application, "登记纸质材料", by=by, note="；".join(_said(*pair) for pair in changed), action="papers")
    after = standing_of(application)
    _tell(application, before, after, [line.key for line, entry in changed if entry.defect])
    return after


@transaction.atomic
def undo(application_uuid: UUID, key: UUID, reason: str, seen: int, *, by: User) -> None:
    """As if nothing had come for this line; the reason stays in the history."""
    application = _locked(application_uuid, by)
    line = next((line for line in standing_of(application).lines if line.key == key), None)
    if line is None or line.paper is None or not (line.came or line.defect):
        raise AlreadyDone("这份材料现在没有登记，不需要撤销")
    if not reason.strip():
        raise NotAllowed("请写明撤销的原因")
    _may_touch(line, by)
    _refuse_if_changed(line, seen)
    _update(line.paper, copies=0, defect="", by=by)
    note = f"{line.name}：{reason.strip()[:120]}"
    remember(application, "撤销材料登记", by=by, note=note, action="papers")


def _locked(application_uuid: UUID, by: User) -> Application:
    """One desk after the other where the database can lock; raises DoesNotExist for whom this desk may not open."""
    mine = open_for_intake(by).select_for_update(of=("self",))
    return mine.select_related("batch", "school", "record__programme").get(uuid=application_uuid)


def _check(line: Line, copies: int, seen: int, by: User) -> None:
    _may_touch(line, by)
    _refuse_if_changed(line, seen)
    if copies < line.came:
        raise NotAllowed(f"“{line.name}”已登记 {line.came} 份，要减少请用“撤销登记”并写明原因")


def _refuse_if_changed(line: Line, seen: int) -> None:
    if line.seen != seen:
        who = line.paper.by if line.paper else "别人"
        raise Changed(f"“{line.name}”刚刚由 {who} 登记过，请核对现在的内容再保存")


def _may_touch(line: Line, by: User) -> None:
    """A school may put right everything of its candidates; another office only what it holds itself."""
    if by.school_id:
        return
    if not line.is_paper:
        raise NotAllowed(f"“{line.name}”是电子材料，由学校登记")
    paper = line.paper
    if paper is None or not paper.copies:
        return
    if paper.transfer_id:
        raise NotAllowed(f"“{line.name}”已移交学校，请由学校登记")
    if (paper.unit_id, paper.district_id, paper.school_id) != (by.unit_id, by.district_id, None):
        raise NotAllowed(f"“{line.name}”由 {paper.desk} 收取，不能在这里改动")


def _write(application: Application, line: Line, copies: int, defect: str, by: User) -> None:
    if line.paper is not None:
        # Nothing of it lies anywhere: it is taken in here now.
        moved = {} if line.paper.copies else {**desk_of(by), "transfer": None}
        _update(line.paper, copies=copies, defect=defect, by=by, **moved)
        return
    paper = Paper(application=application, line=line.key, block=line.block, name=line.name, **desk_of(by))
    paper.copies, paper.defect, paper.by, paper.at = copies, defect, by, timezone.now()
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError as error:
        raise Changed(f"“{line.name}”刚刚由别人登记过，请核对现在的内容再保存") from error


def _update(paper: Paper, **values: object) -> None:
    """Only over the version that was read: databases without row locks let two desks get here."""
    mine = Paper.objects.filter(pk=paper.pk, version=paper.version)
    if not mine.update(**values, at=timezone.now(), version=F("version") + 1):
        raise Changed(f"“{paper.name}”刚刚由别人登记过，请核对现在的内容再保存")


def _said(line: Line, entry: Entry) -> str:
    if entry.defect:
        return f"{line.name} {entry.copies} 份，问题：{entry.defect}"
    return f"{line.name} {entry.copies} 份{'，已补正' if line.defect else ''}"


def _tell(application: Application, before: Standing, after: Standing, faulty: list[UUID]) -> None:
    """The candidate hears of every new defect, and once everything has come."""
    wrong = [line for line in after.defects if line.key in faulty]
    if wrong:
        listed = "；".join(f"{line.name}：{line.defect}" for line in wrong)
        due = min(line.due_at or after.due_at for line in wrong)
        by_when = f"在 {when(due)} 前" if due > timezone.now() else "尽快"
        body = f"收到的材料有 {len(wrong)} 项需要补正。{listed}。请{by_when}补交或更换。"
        _notice(application, "papers_defect", "纸质材料需要补正", body)
    elif after.state == "there" and before.state != "there":
        _notice(application, "papers_there", "纸质材料已收齐", "您的纸质材料已经收齐，不需要再交。")


def _notice(application: Application, kind: str, subject: str, body: str) -> None:
    send_soon(Notice.objects.create(application=application, kind=kind, subject=subject, body=body))
