"""Requests on records that the demonstration shows: corrections open and decided, a merge, questions of a school."""

from collections.abc import Callable
from uuid import uuid4

from applications.models import Application
from review.domain.questions import answer_question, ask_question
from selfexam.accounts.models import User
from selfexam.demo.cards import draw_id_front
from selfexam.records.domain.ask_correction import ask_correction
from selfexam.records.domain.ask_merge import ask_merge
from selfexam.records.domain.check_correction import forward_correction
from selfexam.records.domain.decide_correction import refuse_correction
from selfexam.records.domain.decide_merge import approve_merge
from selfexam.records.models import Correction, StudentRecord

Reviewer = Callable[[StudentRecord], User]


def show_record_requests(waiting: list[Application], desks: dict[str, User], reviewer: Reviewer) -> None:
    """`waiting` are applications in first review, of whom each is used for one thing."""
    first, second, third, fourth, fifth = waiting[:5]
    name = f"{first.record.name[:-1]}昕"
    _correct(first.record, {"name": name}, "报名时最后一个字录错，身份证上是“昕”", shows=name)
    known = _correct(second.record, {"political_status": "02"}, "去年成为预备党员，考籍没有更新")
    forward_correction(known.uuid, "已核对党支部证明原件", by=reviewer(second.record))
    decided = _correct(third.record, {"name": f"{third.record.name}·示例"}, "姓名少录了后半部分")
    forward_correction(decided.uuid, "考生没有带原件", by=reviewer(third.record))
    refuse_correction(decided.uuid, "身份证上没有后半部分，请先到公安机关办理", by=desks["chen"])
    ask_question(fourth.uuid, "毕业论文的考次早于全部课程合格，请核对考籍", by=reviewer(fourth.record))
    asked = ask_question(
        fifth.uuid, "考籍里的首次报考时间与准考证号中的年份不一致，以哪个为准？", by=reviewer(fifth.record)
    )
    answer_question(asked.uuid, "以准考证号为准，首次报考时间是转入时补录的，不影响毕业", by=desks["luo"])


def show_merge(target: StudentRecord, desks: dict[str, User]) -> None:
    """An older number of the same person, with three passes, becomes one with the number in use."""
    source = StudentRecord.objects.get(pk=target.pk)
    source.pk, source.uuid, source.holder = None, uuid4(), None
    source.admission_number = f"{target.admission_number[:7]}{90000 + target.pk % 10000}"
    source.save(force_insert=True)
    for credit in target.credits.order_by("pk")[:3]:
        credit.pk, credit.record, credit.year, credit.mark = None, source, credit.year - 1, 60
        credit.save(force_insert=True)
    merge = ask_merge(source.uuid, target.uuid, "重新报名时没有用原来的准考证号", by=desks["chen"])
    approve_merge(merge.uuid, by=desks["luo"])


def _correct(record: StudentRecord, wishes: dict[str, str], why: str, *, shows: str = "") -> Correction:
    """The proof is an ID card; `shows` is the name on it where that is what was wrong."""
    assert record.holder is not None  # noqa: S101
    ethnicity, sex = record.get_ethnicity_display().removesuffix("族"), record.get_sex_display()
    name, address = shows or record.name, "示例市样本区虚构路 1 号"
    card = draw_id_front(name, sex, ethnicity, record.birth_date, address, record.id_number, record.pk)
    return ask_correction(record.uuid, wishes, why, [card], by=record.holder)
