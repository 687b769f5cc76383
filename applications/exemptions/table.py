"""The unit's table of exemptions: its columns, and each row judged by itself, the good apart from the bad.

One row is one person and one course. Reads only; a constant number of queries however many rows there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from applications.exemptions.applicants import applicants, why_closed
from applications.exemptions.courses import OpenCourse, open_courses_of
from applications.models import Application, ExemptionLimits, ExemptionRequest, ExemptionRow
from selfexam import typed
from selfexam.accounts.models import User
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import Batch

COLUMNS = (
    "准考证号",
    "姓名",
    "依据",
    "课程代码",
    "已考课程代码",
    "已考课程名称",
    "已考成绩",
    "已考学分",
    "原准考证号",
    "毕业院校",
    "原专业",
    "学历层次",
    "证书名称",
    "证书编号",
    "材料页数",
    "材料形式",
)
NEEDED = ("准考证号", "姓名", "依据", "课程代码")
BASES = {str(label): str(value) for value, label in ExemptionRequest.Basis.choices}
LEVELS = {str(label): str(value) for value, label in ExemptionRequest.Level.choices}
FORMS = {"纸质": "paper", "图片": "image"}
DUE = {
    "self_study": ("原准考证号", "已考课程名称"),
    "degree": ("毕业院校", "原专业", "学历层次", "已考课程名称"),
    "certificate": ("证书名称", "证书编号"),
    # Who transferred names the examination office of the other province in the column of the school.
    "transfer": ("原准考证号", "毕业院校", "已考课程名称", "已考成绩"),
    "merged": ("原准考证号", "已考课程名称", "已考成绩"),
}
# The head of a form: equal in all rows of one person and basis.
HEAD = ("原准考证号", "毕业院校", "原专业", "学历层次", "证书名称", "证书编号", "材料页数", "材料形式")
MOST = {"已考课程代码": 12, "已考课程名称": 60, "已考成绩": 12, "原准考证号": 20, "毕业院校": 60, "原专业": 60}
MOST |= {"证书名称": 60, "证书编号": 40}


@dataclass
class Judged:
    """`good` rows hold their cells, `bad` ones also their number and a sentence."""

    good: list[dict[str, str]] = field(default_factory=list)
    bad: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Known:
    """What rows are compared with: the unit's applicants by 准考证号, their open courses, what was asked for."""

    people: dict[str, Application]
    opened: dict[int, dict[str, OpenCourse]]
    asked: dict[int, set[str]]
    closed: dict[int, str]
    now: datetime
    heads: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    slots: dict[tuple[str, str], str] = field(default_factory=dict)


def judge(rows: Iterable[Row], clerk: User, batch: Batch, now: datetime) -> Judged:
    listed = list(rows)
    known = _known({typed.number(row.text("准考证号")) for row in listed}, clerk, batch, now)
    judged = Judged()
    for row in listed:
        cells = {column: row.text(column) for column in COLUMNS}
        try:
            _judge(row, cells, known)
            judged.good.append(cells)
        except BadCell as problem:
            judged.bad.append(cells | {"行": str(row.number), "问题": str(problem)})
    return judged


def _known(numbers: set[str], clerk: User, batch: Batch, now: datetime) -> Known:
    mine = applicants(clerk).filter(batch=batch, record__admission_number__in=numbers)
    people = {a.record.admission_number: a for a in mine.select_related("record__programme", "batch")}
    opened = open_courses_of([a.record for a in people.values()])
    asked: dict[int, set[str]] = defaultdict(set)
    live = ExemptionRow.objects.filter(application__in=[a.pk for a in people.values()]).live()
    for key, code in live.values_list("application_id", "course__code"):
        asked[key].add(code)
    limits = ExemptionLimits.of(batch)
    closed = {a.pk: said for a in people.values() if (said := why_closed(a, now, limits))}
    by_code = {key: {course.code: course for course in courses} for key, courses in opened.items()}
    return Known(people, by_code, asked, closed, now)


def _judge(row: Row, cells: dict[str, str], known: Known) -> None:
    number = row.digits("准考证号", 12)
    application = known.people.get(number)
    if application is None:
        raise BadCell("准考证号", f"{number} 不是本单位本批次已开始毕业申请的考生")
    if typed.name(row.needed("姓名")) != typed.name(application.record.name):
        raise BadCell("姓名", f"“{row.text('姓名')}”和准考证号 {number} 的考籍不一致")
    if application.pk in known.closed:
        raise BadCell("准考证号", known.closed[application.pk])
    basis = row.one_of("依据", BASES)
    code = _course(row, number, application, known)
    for column in DUE[basis]:
        row.needed(column)
    if row.text("学历层次"):
        row.one_of("学历层次", LEVELS)
    if row.text("材料形式"):
        row.one_of("材料形式", FORMS)
    for column in ("已考学分", "材料页数"):
        if row.whole(column, 0) > 99:
            raise BadCell(column, "最多 99")
    for column, most in MOST.items():
        if len(row.text(column)) > most:
            raise BadCell(column, f"太长，最多 {most} 字")
    head = tuple(row.text(column) for column in HEAD)
    if known.heads.setdefault((number, basis), head) != head:
        raise BadCell("依据", "同一考生同一依据的证明材料前后不一致，请写成一样")
    known.seen[number, code] = row.number


def _course(row: Row, number: str, application: Application, known: Known) -> str:
    code = row.digits("课程代码", 5)
    if (number, code) in known.seen:
        raise BadCell("课程代码", f"{code} 和第 {known.seen[number, code]} 行重复")
    if code in known.asked[application.pk]:
        raise BadCell("课程代码", f"{code} 已经申请免考")
    course = known.opened[application.record_id].get(code)
    if course is None:
        raise BadCell("课程代码", f"{code} 不能申请免考：不在计划中，或已经合格")
    if course.either and known.slots.setdefault((number, course.either), code) != code:
        raise BadCell("课程代码", f"序号 {course.slot} 的课程只需要一门，已写了 {known.slots[number, course.either]}")
    return code
