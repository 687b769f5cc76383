"""A unit's table of exemptions: kept with its good and bad rows, then taken; nothing of the file is lost on the way."""

import tempfile
from collections import defaultdict
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.for_unit import Came
from applications.domain.exemptions.save_request import Evidence, Wish, open_request
from applications.domain.refusals import AlreadyDone, NotAllowed, Refused
from applications.exemptions.applicants import applicants
from applications.exemptions.table import BASES, COLUMNS, LEVELS, NEEDED, Judged, judge
from applications.models import Application, ExemptionUpload
from selfexam import typed
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.importing.problems import BadFile, RowProblem
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.importing.tables import Table
from selfexam.catalogue.models import Batch

MOST_ROWS = 3000


def receive_table(data: bytes, filename: str, batch: Batch, *, by: User) -> ExemptionUpload:
    """Judged row by row and kept. Raises NotAllowed for what is no such table at all."""
    if by.role != Role.UNIT_CLERK or by.unit is None:
        raise NotAllowed("免考表格由集体单位上传")
    name = PurePath(typed.plain(filename).replace("\\", "/")).name[-60:]
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise NotAllowed(f"文件超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB，请拆成几个文件")
    table = _read(data, name)
    judged = judge(table.rows, by, batch, timezone.now())
    _set_spoilt_apart(judged, table)
    return ExemptionUpload.objects.create(unit=by.unit, batch=batch, name=name, good=judged.good, bad=judged.bad, by=by)


def _set_spoilt_apart(judged: Judged, table: Table) -> None:
    """A cell that the spreadsheet itself has spoilt, such as a long number stored as a figure, makes its row bad.

    It is emptied: the bad rows come back as text, and a wrong number that looks right would pass the second time.
    """
    faulty: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in table.problems:
        faulty[problem.row].append(problem)
    numbered = list(zip(judged.good, _numbers(table, judged.bad), strict=True))
    judged.good = [cells for cells, row in numbered if row not in faulty]
    judged.bad += [cells | {"行": str(row), "问题": ""} for cells, row in numbered if row in faulty]
    for cells in judged.bad:
        spoilt = faulty.get(int(cells["行"]), [])
        told = [f"{problem.column}：{problem.sentence}" for problem in spoilt]
        cells |= {problem.column: "" for problem in spoilt if problem.column in COLUMNS}
        cells["问题"] = "；".join(sentence for sentence in (cells["问题"], *told) if sentence)
    judged.bad.sort(key=lambda cells: int(cells["行"]))


def _numbers(table: Table, bad: list[dict[str, str]]) -> list[int]:
    """The row numbers of the good rows, in order."""
    refused = {int(row["行"]) for row in bad}
    return [row.number for row in table.rows if row.number not in refused]


def _read(data: bytes, name: str) -> Table:
    """The first sheet; its name in the file system is the one that people know it by."""
    if PurePath(name).suffix.lower() not in (".xlsx", ".csv"):
        raise NotAllowed("只能上传 .xlsx 或 .csv 文件，请用模板填写")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{PurePath(name).suffix.lower()}"
        path.write_bytes(data)
        try:
            table = read_tables(path, name)[0]
        except BadFile as problem:
            raise NotAllowed(str(problem)) from problem
    if lacking := [column for column in NEEDED if column not in table.columns]:
        raise NotAllowed(f"表里缺少列：{'、'.join(lacking)}，请用模板填写")
    if not table.rows:
        raise NotAllowed("表里没有内容，请从第二行起填写")
    if len(table.rows) > MOST_ROWS:
        raise NotAllowed(f"一次最多 {MOST_ROWS:,} 行，请拆成几个文件")
    return table


@transaction.atomic
def take_table(upload: ExemptionUpload, *, by: User) -> Came:
    """The good rows become forms of the unit, one for each person and basis; pressed twice it is done once.

    Who is refused meanwhile moves over to the bad rows with the reason.
    """
    waiting = ExemptionUpload.objects.visible_to(by).filter(pk=upload.pk, taken_at=None)
    if not waiting.update(taken_at=timezone.now()):
        raise AlreadyDone("这个表格已经录入，不需要再录入")
    upload.refresh_from_db()
    people = _people(upload, by)
    came, good, bad = Came(), list[dict[str, str]](), list(upload.bad)
    for (number, basis), rows in _grouped(upload.good).items():
        try:
            if number not in people:
                raise NotAllowed("不再是本单位本批次的申请人")
            _open(people[number], basis, rows, by)
            came.done += len(rows)
            good += rows
        except Refused as refusal:
            came.refused.append(f"{rows[0]['姓名']}：{refusal.sentence}")
            bad += [row | {"行": "", "问题": refusal.sentence} for row in rows]
    ExemptionUpload.objects.filter(pk=upload.pk).update(good=good, bad=bad)
    return came


def _people(upload: ExemptionUpload, by: User) -> dict[str, Application]:
    mine = applicants(by).filter(batch=upload.batch).select_related("record")
    return {application.record.admission_number: application for application in mine}


def _grouped(rows: list[dict[str, str]]) -> dict[tuple[str, str], list[dict[str, str]]]:
    grouped: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        grouped[row["准考证号"], BASES[row["依据"]]].append(row)
    return grouped


def _open(application: Application, basis: str, rows: list[dict[str, str]], by: User) -> None:
    head = rows[0]
    evidence = Evidence(
        basis=basis,
        phone=application.record.phone[:20],
        old_number=head["原准考证号"],
        school=head["毕业院校"],
        major=head["原专业"],
        level=LEVELS.get(head["学历层次"], ""),
        certificate=head["证书名称"],
        number=head["证书编号"],
        pages=int(head["材料页数"] or 0),
        on_paper=head["材料形式"] != "图片",
    )
    wishes = [
        Wish(row["课程代码"], row["已考课程代码"], row["已考课程名称"], row["已考成绩"], _credits(row["已考学分"]))
        for row in rows
    ]
    with transaction.atomic():
        open_request(application.uuid, evidence, wishes, by=by)


def _credits(text: str) -> int | None:
    return int(text) if text else None
