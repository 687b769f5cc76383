"""Keeps the material lists: the institute's lead the general ones, a school's lead those of the school.

A list of one's own begins as a copy of what held before and ends with a reset. Every change is told in a row of the
history. What candidates have handed in is never touched: it hangs on a line's own key, which copies and new names keep.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from applications.checklists import Checklist, Checklists
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import MaterialList, MaterialListEvent, MaterialRule
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch, School
from selfexam.wording import when

COPIED = ("line", "block", "position", "name", "copies", "form", "requirement", "place", "due_at")
TOLD = {
    "name": "名称",
    "copies": "份数",
    "form": "提交方式",
    "requirement": "要求",
    "place": "地点",
    "due_at": "截止时间",
}


@dataclass(frozen=True)
class ListKey:
    """Which list: no school means the general one, no batch every batch."""

    school: School | None
    batch: Batch | None
    route: Route
    level: Level

    @property
    def fields(self) -> dict[str, Any]:
        return {"school": self.school, "batch": self.batch, "route": self.route.value, "level": self.level.value}

    @property
    def is_base(self) -> bool:
        """The general list of every batch: there is nothing behind it to return to."""
        return self.school is None and self.batch is None

    def lists(self) -> Checklists:
        return Checklists.of_batch(self.batch) if self.batch else Checklists.of_every_batch()

    @property
    def place(self) -> tuple[int | None, int | None]:
        return (self.school.pk if self.school else None, self.batch.pk if self.batch else None)

    def here(self) -> Checklist | None:
        return self.lists().at(self.place, self.route.value, self.level.value)

    def behind(self) -> Checklist:
        return self.lists().before(self.place, self.route.value, self.level.value)


def may_keep(by: User, key: ListKey) -> bool:
    if by.role == Role.INSTITUTE_LEAD:
        return key.school is None
    return by.role == Role.SCHOOL_LEAD and key.school is not None and key.school.pk == by.school_id


@transaction.atomic
def keep_own(key: ListKey, *, by: User) -> MaterialList:
    """A copy of what holds there now, to be changed from now on."""
    _check(key, by)
    source = key.here() or key.behind()
    return _copied(key, source, by, f"自定清单，从 {len(source.lines)} 行开始")


@transaction.atomic
def reset(key: ListKey, *, by: User) -> None:
    """Back to the list behind it; own lines go, what came for them stays."""
    _check(key, by)
    if key.is_base:
        raise NotAllowed("通用清单不能恢复，请逐行修改")
    lines, _ = MaterialRule.objects.filter(**key.fields).delete()
    gone, _ = MaterialList.objects.filter(**key.fields).delete()
    if not (lines or gone):
        raise AlreadyDone("现在用的就是通用清单")
    _tell(key, by, "恢复为通用清单")


@transaction.atomic
def save_due(key: ListKey, due_at: datetime | None, *, by: User) -> None:
    """The deadline of the whole list, inside the batch's window."""
    own = _own(key, by)
    _check_due(key, due_at)
    if own.due_at == due_at:
        raise AlreadyDone("截止时间没有变化")
    _tell(key, by, f"截止时间：{_word(own.due_at)} → {_word(due_at)}")
    MaterialList.objects.filter(pk=own.pk).update(due_at=due_at)


@transaction.atomic
def save_line(key: ListKey, line: UUID | None, values: Mapping[str, Any], *, by: User) -> MaterialRule:
    """A new line at the end of its block, or other values for one; raises DoesNotExist for a line that is not there."""
    _own(key, by)
    _check_due(key, values.get("due_at"))
    lines = MaterialRule.objects.filter(**key.fields)
    twins = lines.filter(block=values["block"], name=values["name"]).exclude(line=line or uuid4())
    if twins.exists():
        raise NotAllowed(f"清单里已有“{values['name']}”")
    if line is None:
        last = lines.filter(block=values["block"]).order_by("position").last()
        position = last.position + 1 if last else 1
        made = MaterialRule.objects.create(**key.fields, **values, position=position)
        _tell(key, by, f"增加“{made.name}”，{made.copies} 份")
        return made
    rule = lines.select_for_update().get(line=line)
    told = [
        f"{word} {_word(getattr(rule, n))} → {_word(values[n])}"
        for n, word in TOLD.items()
        if _differs(rule, values, n)
    ]
    if not told and rule.block == values["block"]:
        raise AlreadyDone("这一行没有变化")
    _tell(key, by, f"修改“{rule.name}”：{'；'.join(told) or '材料类别'}")
    for name, value in values.items():
        setattr(rule, name, value)
    rule.save(update_fields=list(values))
    return rule


@transaction.atomic
def remove_line(key: ListKey, line: UUID, *, by: User) -> None:
    _own(key, by)
    rule = MaterialRule.objects.filter(**key.fields, line=line).first()
    if rule is None:
        raise AlreadyDone("这一行已经删除")
    rule.delete()
    _tell(key, by, f"删除“{rule.name}”")


def history(key: ListKey) -> list[MaterialListEvent]:
    return list(MaterialListEvent.objects.filter(**key.fields).select_related("by")[:50])


def _check(key: ListKey, by: User) -> None:
    if not may_keep(by, key):
        raise NotAllowed("通用清单由考试院负责人维护，本校清单由学校负责人维护")


def _own(key: ListKey, by: User) -> MaterialList:
    """The list to be written; the general one is taken over from imported rows with the first change."""
    _check(key, by)
    own = MaterialList.objects.select_for_update(of=("self",)).filter(**key.fields).order_by("pk").first()
    if own is None and not key.is_base:
        raise NotAllowed("请先建立自己的清单，再修改")
    return own or _copied(key, key.behind() if key.here() is None else key.here(), by, "")


def _copied(key: ListKey, source: Checklist | None, by: User, sentence: str) -> MaterialList:
    lines = source.lines if source else ()
    try:
        with transaction.atomic():
            own = MaterialList.objects.create(**key.fields)
    except IntegrityError as error:
        raise AlreadyDone("清单刚刚已建立，请直接修改") from error
    if source is not None and source.own is not None and key.batch is not None:
        MaterialList.objects.filter(pk=own.pk).update(due_at=source.own.due_at)
    already = set(MaterialRule.objects.filter(**key.fields).values_list("line", flat=True))
    MaterialRule.objects.bulk_create(
        MaterialRule(**key.fields, **{name: getattr(rule, name) for name in COPIED})
        for rule in lines
        if rule.line not in already
    )
    if sentence:
        _tell(key, by, sentence)
    own.refresh_from_db()
    return own


def _check_due(key: ListKey, due_at: datetime | None) -> None:
    if due_at is None:
        return
    if key.batch is None:
        raise NotAllowed("各批次通用的清单不写截止时间，请选一个批次")
    if not key.batch.apply_from < due_at <= key.batch.review_until:
        raise NotAllowed(
            f"截止时间要在 {when(key.batch.apply_from)} 之后，不晚于初审截止 {when(key.batch.review_until)}"
        )


def _differs(rule: MaterialRule, values: Mapping[str, Any], name: str) -> bool:
    return name in values and getattr(rule, name) != values[name]


def _word(value: Any) -> str:
    if isinstance(value, datetime):
        return when(value)
    return {"paper": "纸质", "electronic": "电子"}.get(str(value), str(value)) if value not in (None, "") else "（空）"


def _tell(key: ListKey, by: User, sentence: str) -> None:
    MaterialListEvent.objects.create(**key.fields, sentence=sentence[:300], by=by)
