"""The unit's table: five hundred rows with five bad ones, and nothing is lost."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.domain.exemptions.uploads import receive_table, take_table
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.exemptions.table import COLUMNS
from applications.models import Application, ExemptionRequest, ExemptionRow, ExemptionUpload
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.importing.reading import read_tables
from selfexam.spreadsheets import csv_table, xlsx_table
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.catalogue import UnitFactory
from tests.factories.exemptions import code_of, handed_in, lacking
from tests.factories.records import RecordFactory

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def line(application: Application, code: str, **cells: str) -> list[str]:
    given = {
        "准考证号": application.record.admission_number,
        "姓名": application.record.name,
        "依据": "证书",
        "课程代码": code,
        "证书名称": "NCRE 一级",
        "证书编号": "6500000073",
        "材料页数": "1",
    } | cells
    return [given.get(column, "") for column in COLUMNS]


def received(cast: Cast, rows: list[list[str]]) -> ExemptionUpload:
    return receive_table(xlsx_table([("免考", COLUMNS, rows)]), "免考.xlsx", cast.batch, by=cast.clerk)


def people(cast: Cast, number: int) -> list[Application]:
    """Nobody of them has passed anything, so that every course but the thesis is open."""
    made = []
    for _ in range(number):
        record = RecordFactory(plan=cast.plan, school=cast.school, route="unit", unit=cast.unit, phone="13800000073")
        made.append(ApplicationFactory(batch=cast.batch, record=record))
    return made


def test_of_five_hundred_rows_five_are_kept_apart_and_nothing_is_lost(cast: Cast) -> None:
    asking = people(cast, 125)
    codes = [str(c) for c in cast.plan.slots.exclude(kind="thesis").values_list("courses__course__code", flat=True)]
    rows = [line(person, code) for person in asking for code in codes]
    assert len(rows) == 500
    rows[7][0] = "000000009999"
    rows[99][1] = "王不是"
    rows[200][3] = "9999"
    rows[333][COLUMNS.index("证书编号")] = ""
    rows[499] = rows[498]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        upload = received(cast, rows)
    assert len(queries) < 40
    assert [(row["行"], row["问题"].split("：")[0]) for row in upload.bad] == [
        ("9", "准考证号"),
        ("101", "姓名"),
        ("202", "课程代码"),
        ("335", "证书编号"),
        ("501", "课程代码"),
    ]
    assert (len(upload.good), ExemptionRow.objects.count()) == (495, 0)
    came = take_table(upload, by=cast.clerk)
    assert (came.done, came.refused, ExemptionRow.objects.count()) == (495, [], 495)
    assert set(ExemptionRow.objects.values_list("state", flat=True)) == {"draft"}
    with pytest.raises(AlreadyDone):
        take_table(upload, by=cast.clerk)
    assert ExemptionRow.objects.count() == 495


def test_the_bad_rows_come_back_as_a_file_that_can_be_sent_again(cast: Cast, signed_in: Sign, tmp_path: Any) -> None:
    application = lacking(cast)
    upload = received(cast, [line(application, code_of(cast), 姓名="王不是"), line(application, code_of(cast, 2))])
    client = signed_in(cast.clerk)
    response = client.get(reverse("review:exemption-bad-rows", args=[upload.uuid]))
    path = tmp_path / "bad.xlsx"
    path.write_bytes(response.content)
    (table,) = read_tables(path)
    assert [(row.text("姓名"), row.text("原行号"), row.text("问题").split("：")[0]) for row in table.rows] == [
        ("王不是", "2", "姓名"),
        (application.record.name, "3", "课程代码"),
    ]
    again = SimpleUploadedFile("改好.xlsx", response.content)
    answer = client.post(reverse("review:exemption-uploads"), {"file": again})
    second = ExemptionUpload.objects.exclude(pk=upload.pk).get()
    assert answer["Location"] == reverse("review:exemption-upload", args=[second.uuid])
    assert [row["行"] for row in second.bad] == ["2", "3"]


def test_a_number_that_the_spreadsheet_spoilt_is_told_and_does_not_come_back_as_text(cast: Cast) -> None:
    """Twenty figures typed as a number lose their last digits; sent again as text they would look right."""
    good, other = lacking(cast), lacking(cast)
    rows = [line(good, code_of(cast)), line(other, code_of(cast)), line(other, code_of(cast, 2), 姓名="王不是")]
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("免考")
        for number, cells in enumerate([list(COLUMNS), *rows]):
            sheet.write_row(number, 0, cells)
        for number in (2, 3):
            sheet.write_number(number, COLUMNS.index("证书编号"), 12345678901234567890)
    upload = receive_table(out.getvalue(), "免考.xlsx", cast.batch, by=cast.clerk)
    assert [row["姓名"] for row in upload.good] == [good.record.name]
    assert [(row["行"], row["证书编号"]) for row in upload.bad] == [("3", ""), ("4", "")]
    assert upload.bad[0]["问题"].startswith("证书编号：")
    name, number = upload.bad[1]["问题"].split("；", 1)
    assert (name.split("：")[0], number.split("：")[0]) == ("姓名", "证书编号")


def test_a_character_that_no_database_takes_is_left_out_of_a_cell(cast: Cast) -> None:
    """Spreadsheets write NUL as _x0000_; PostgreSQL keeps it neither in a text nor in JSON."""
    whole = zipfile.ZipFile(BytesIO(xlsx_table([("免考", COLUMNS, [line(lacking(cast), code_of(cast))])])))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as spoilt:
        for name in whole.namelist():
            spoilt.writestr(name, whole.read(name).replace("NCRE 一级".encode(), "NCRE_x0000_ 一级".encode()))
    upload = receive_table(out.getvalue(), "免考.xlsx", cast.batch, by=cast.clerk)
    assert [row["证书名称"] for row in upload.good] == ["NCRE 一级"]


def test_who_changed_between_upload_and_taking_moves_to_the_bad_rows(cast: Cast) -> None:
    stays, leaves = lacking(cast), lacking(cast)
    upload = received(cast, [line(stays, code_of(cast)), line(leaves, code_of(cast))])
    handed_in(cast, leaves)
    came = take_table(upload, by=cast.clerk)
    upload.refresh_from_db()
    assert (came.done, len(upload.good), len(upload.bad)) == (1, 1, 1)
    assert upload.bad[0]["问题"].endswith("已经申请免考，现在是“待缴费”")
    assert stays.exemption_rows.count() == 1


def test_rows_of_one_person_and_basis_become_one_form(cast: Cast) -> None:
    application = lacking(cast, 0, 2)
    rows = [line(application, code_of(cast, slot)) for slot in (0, 2)]
    take_table(received(cast, rows), by=cast.clerk)
    form = ExemptionRequest.objects.get()
    assert (form.rows.count(), form.by_unit, form.on_paper, form.pages) == (2, True, True, 1)


def test_another_units_people_are_no_rows_of_this_unit(cast: Cast) -> None:
    foreign = UserFactory(role=Role.UNIT_CLERK, unit=UnitFactory(school=cast.school))
    rows = [line(lacking(cast), code_of(cast))]
    upload = receive_table(xlsx_table([("免考", COLUMNS, rows)]), "免考.xlsx", cast.batch, by=foreign)
    assert (upload.good, [row["问题"].endswith("不是本单位本批次已开始毕业申请的考生") for row in upload.bad]) == (
        [],
        [True],
    )


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "打不开这个 Excel 文件"),
        (b"x", "a.pdf", "只能上传 .xlsx 或 .csv 文件"),
        (csv_table(("姓名",), [["陶然"]]), "a.csv", "表里缺少列：准考证号、依据、课程代码"),
        (csv_table(COLUMNS, []), "a.csv", "表里没有内容"),
    ],
)
def test_what_is_no_such_table_is_told_and_kept_nowhere(cast: Cast, data: bytes, name: str, said: str) -> None:
    with pytest.raises(NotAllowed, match=said):
        receive_table(data, name, cast.batch, by=cast.clerk)
    assert ExemptionUpload.objects.count() == 0


def test_a_table_that_is_too_large_is_refused(cast: Cast, signed_in: Sign, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    given = SimpleUploadedFile("a.csv", b"x" * (1024 * 1024 + 1))
    page = signed_in(cast.clerk).post(reverse("review:exemption-uploads"), {"file": given})
    assert (page.status_code, page.context["form"].errors["file"]) == (422, ["文件超过 1 MB，请拆成几个文件"])
