"""The unit's grid and table: five hundred rows with five bad ones, and nothing is lost."""

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
from django.utils import timezone

from applications.domain.exemptions.uploads import receive_table, take_table
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.exemptions.table import COLUMNS
from applications.models import Application, ExemptionRequest, ExemptionRow, ExemptionUpload, Notice
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.models import Batch
from selfexam.payments.models import Order
from selfexam.spreadsheets import csv_table, xlsx_table
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.catalogue import UnitFactory
from tests.factories.exemptions import code_of, draft, handed_in, lacking
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


def posted(application: Application, basis: str, *codes: str) -> dict[str, Any]:
    key = str(application.uuid)
    return {"person": [key], f"basis-{key}": basis, f"course-{key}": list(codes)}


def test_ticks_become_drafts_and_unticking_removes_them(cast: Cast, signed_in: Sign) -> None:
    application, client, address = lacking(cast, 0, 2), signed_in(cast.clerk), reverse("review:unit-exemptions")
    first, second = code_of(cast), code_of(cast, 2)
    client.post(address, posted(application, "certificate", first, second))
    form = ExemptionRequest.objects.get()
    after_ticks = sorted(row.course.code for row in form.rows.all())
    client.post(address, posted(application, "certificate", second))
    after_one = [row.course.code for row in form.rows.all()]
    client.post(address, posted(application, "certificate"))
    assert (after_ticks, after_one, ExemptionRequest.objects.count()) == (sorted([first, second]), [second], 0)


def shown(client: Client, application: Application) -> dict[str, Any]:
    """What the grid sends for this person if nothing is touched."""
    people = client.get(reverse("review:unit-exemptions")).context["people"]
    (line,) = [person for person in people if person.application == application]
    basis = line.draft.basis if line.draft else ""
    codes = [cell.course.code for cell in line.cells if cell.may_choose and cell.chosen]
    return posted(application, basis, *codes) | {"person": [f"{application.uuid} {line.shown}"]}


def together(*lines: dict[str, Any]) -> dict[str, Any]:
    return {name: value for each in lines for name, value in each.items()} | {
        "person": [key for each in lines for key in each["person"]]
    }


def test_an_old_grid_takes_nothing_away_that_came_meanwhile(cast: Cast, signed_in: Sign) -> None:
    """A colleague's table came between opening and saving: its people are not on the old page's conscience."""
    came, ticked, client = lacking(cast), lacking(cast), signed_in(cast.clerk)
    old = shown(client, came)
    other = shown(client, ticked) | posted(ticked, "degree", code_of(cast)) | {"person": [f"{ticked.uuid} -"]}
    form = draft(cast, came, by=cast.clerk)
    page = client.post(reverse("review:unit-exemptions"), together(old, other), follow=True)
    assert [str(message) for message in page.context["messages"]] == ["已保存 1 人"]
    assert ExemptionRequest.objects.get(application=came) == form
    assert ExemptionRequest.objects.filter(application=ticked).exists()


def test_who_was_changed_on_both_sides_is_told_and_left_as_it_is(cast: Cast, signed_in: Sign) -> None:
    came, client = lacking(cast, 0, 2), signed_in(cast.clerk)
    old = shown(client, came) | posted(came, "degree", code_of(cast, 2)) | {"person": [f"{came.uuid} -"]}
    form = draft(cast, came, by=cast.clerk)
    page = client.post(reverse("review:unit-exemptions"), old, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        f"{came.record.name}：打开页面以后有了改动，没有保存。请看现在勾选的课程，再改一次"
    ]
    assert [row.course.code for row in form.rows.all()] == [code_of(cast)]


def test_ticks_are_saved_wherever_the_person_stands_by_now(
    cast: Cast, signed_in: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody with a lower 准考证号 begins, and the last of the page moves on to the next one."""
    monkeypatch.setattr("review.views.unit_exemptions.PAGE", 1)
    mine, client = lacking(cast), signed_in(cast.clerk)
    sent = shown(client, mine) | posted(mine, "degree", code_of(cast)) | {"person": [f"{mine.uuid} -"]}
    first = lacking(cast)
    first.record.admission_number = "000000000001"
    first.record.save(update_fields=["admission_number"])
    client.post(reverse("review:unit-exemptions"), sent)
    assert [form.application for form in ExemptionRequest.objects.all()] == [mine]


def test_who_may_not_ask_any_more_is_told_of(cast: Cast, signed_in: Sign) -> None:
    gone, stays, client = lacking(cast), lacking(cast), signed_in(cast.clerk)
    sent = shown(client, gone) | posted(gone, "degree", code_of(cast)) | {"person": [f"{gone.uuid} -"]}
    untouched = shown(client, stays)
    Application.objects.filter(pk__in=[gone.pk, stays.pk]).update(status=Status.WITHDRAWN, withdrawn_at=timezone.now())
    page = client.post(reverse("review:unit-exemptions"), together(sent, untouched), follow=True)
    assert [str(message) for message in page.context["messages"]] == ["有 1 位考生现在不能再申请免考，没有保存"]


def test_where_no_fee_is_asked_nobody_is_sent_to_a_cashier(cast: Cast, signed_in: Sign) -> None:
    Batch.objects.filter(pk=cast.batch.pk).update(exemption_fee=0)
    take_table(received(cast, [line(lacking(cast), code_of(cast))]), by=cast.clerk)
    client, address = signed_in(cast.clerk), reverse("review:unit-exemptions-submit")
    html = client.get(address).content.decode()
    assert ("由谁缴费" in html, "前缴费" in html) == (False, False)
    page = client.post(address, {"payer": "unit"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["已提交 1 份免考申请"]
    assert ExemptionRow.objects.get().state == ExemptionRow.State.PAID


def test_a_table_that_is_too_large_is_refused(cast: Cast, signed_in: Sign, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    given = SimpleUploadedFile("a.csv", b"x" * (1024 * 1024 + 1))
    page = signed_in(cast.clerk).post(reverse("review:exemption-uploads"), {"file": given})
    assert (page.status_code, page.context["form"].errors["file"]) == (422, ["文件超过 1 MB，请拆成几个文件"])


def test_a_tick_without_a_basis_is_told_and_the_others_are_saved(cast: Cast, signed_in: Sign) -> None:
    one, two = lacking(cast), lacking(cast)
    data = posted(one, "", code_of(cast))
    for name, value in posted(two, "degree", code_of(cast)).items():
        data[name] = [*data.get(name, []), *value] if name == "person" else value
    response = signed_in(cast.clerk).post(reverse("review:unit-exemptions"), data, follow=True)
    said = [str(message) for message in response.context["messages"]]
    assert said == ["已保存 1 人", f"{one.record.name}：请选择依据"]
    assert [form.application for form in ExemptionRequest.objects.all()] == [two]


def test_the_grid_shows_the_units_people_and_nobody_elses(cast: Cast, signed_in: Sign) -> None:
    mine, foreign = lacking(cast), lacking(cast, school=cast.other_school)
    gone = lacking(cast, status=Status.WITHDRAWN)
    page = signed_in(cast.clerk).get(reverse("review:unit-exemptions"))
    assert [person.application for person in page.context["people"]] == [mine]
    html = page.content.decode()
    assert [str(a.uuid) in html for a in (mine, foreign, gone)] == [True, False, False]


def test_a_page_of_the_grid_takes_the_same_queries_for_two_and_for_twenty(cast: Cast, signed_in: Sign) -> None:
    client, address = signed_in(cast.clerk), reverse("review:unit-exemptions")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    for person in people(cast, 2):
        draft_for(cast, person)
    few = count()
    for person in people(cast, 18):
        draft_for(cast, person)
    assert count() == few


def draft_for(cast: Cast, application: Application) -> None:
    draft(cast, application, by=cast.clerk)


def test_whole_forms_are_handed_in_and_lacking_ones_stay(cast: Cast, signed_in: Sign) -> None:
    whole, half = lacking(cast), lacking(cast)
    take_table(received(cast, [line(whole, code_of(cast))]), by=cast.clerk)
    client = signed_in(cast.clerk)
    client.post(reverse("review:unit-exemptions"), posted(half, "degree", code_of(cast)))
    page = client.get(reverse("review:unit-exemptions-submit"))
    assert (page.context["number"], page.context["sum"], len(page.context["lacking"])) == (1, 1500, 1)
    answer = client.post(reverse("review:unit-exemptions-submit"), {"payer": "unit"})
    order = Order.objects.get()
    assert (order.payer, order.amount, order.state) == (cast.clerk, 1500, "open")
    assert "sandbox" in answer["Location"]
    states = {row.application: row.state for row in ExemptionRow.objects.all()}
    assert states == {whole: "unpaid", half: "draft"}


def test_candidates_who_pay_themselves_are_told_so(cast: Cast, signed_in: Sign) -> None:
    application = lacking(cast)
    take_table(received(cast, [line(application, code_of(cast))]), by=cast.clerk)
    signed_in(cast.clerk).post(reverse("review:unit-exemptions-submit"), {"payer": "candidates"})
    notice = Notice.objects.get(application=application)
    assert (Order.objects.count(), notice.subject) == (0, "单位代您申请了免考，请缴费")
    assert "免考费 15 元" in notice.body


def test_going_on_to_hand_in_keeps_what_was_ticked(cast: Cast, signed_in: Sign) -> None:
    ready, other = draft(cast, lacking(cast), by=cast.clerk), lacking(cast)
    client, code = signed_in(cast.clerk), code_of(cast)
    ticked = {"person": str(other.uuid), f"basis-{other.uuid}": "certificate", f"course-{other.uuid}": code}
    answer = client.post(reverse("review:unit-exemptions"), ticked | {"then": "submit"})
    assert answer["Location"] == reverse("review:unit-exemptions-submit")
    assert set(ExemptionRequest.objects.values_list("application", flat=True)) == {ready.application_id, other.pk}


def test_whoever_is_refused_keeps_the_clerk_on_the_grid(cast: Cast, signed_in: Sign) -> None:
    other = lacking(cast)
    ticked = {"person": str(other.uuid), f"course-{other.uuid}": code_of(cast), "then": "submit"}
    answer = signed_in(cast.clerk).post(reverse("review:unit-exemptions"), ticked, follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("review:unit-exemptions") + "?")
    assert [str(said) for said in answer.context["messages"]] == [f"{other.record.name}：请选择依据"]


def test_a_search_without_result_is_not_called_a_unit_without_candidates(cast: Cast, signed_in: Sign) -> None:
    lacking(cast)
    html = signed_in(cast.clerk).get(reverse("review:unit-exemptions"), {"q": "没有这个人"}).content.decode()
    assert ("没有找到这位考生" in html, "还没有可以录入的考生" in html) == (True, False)
    html = signed_in(cast.clerk).get(reverse("review:unit"), {"q": "没有这个人"}).content.decode()
    assert ("没有找到这位考生" in html, "还没有考生提交申请" in html) == (True, False)
