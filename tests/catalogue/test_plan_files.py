"""Files of plan tables on pages: export, templates, upload with the difference, import as a second step."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.exporting.plan_tables import all_tables, tables_of_plan
from selfexam.catalogue.exporting.workbook import templates, workbook
from selfexam.catalogue.models import Course, Plan, PlanEvent, PlanUpload
from tests.catalogue.files import demo, load, told, xlsx_file
from tests.factories.accounts import UserFactory
from tests.factories.records import RecordFactory

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
STEMS = ("学校", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件", "顶替")
HOME = "/programmes/import/"
COURSES = "课程代码,课程名称\n"


@pytest.fixture
def lead(signed_in: SignedIn) -> Client:
    return signed_in(UserFactory(role=Role.INSTITUTE_LEAD, name="周主任"))


@pytest.fixture
def plan() -> Plan:
    assert told(load(*demo(*STEMS))) == []
    return Plan.objects.get(programme__code="050101")


def send(client: Client, name: str, data: bytes) -> str:
    """The address to which an upload leads, or the page that refused it."""
    answer = client.post(HOME, {"file": SimpleUploadedFile(name, data)})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def changed(plan: Plan, table: str, number: int, **cells: str) -> bytes:
    """The version's own export with some cells of one row changed."""
    tables = tables_of_plan(plan)
    tables[table][number] |= cells
    return workbook(tables)


def test_downloads_are_what_the_import_reads(lead: Client, plan: Plan) -> None:
    files = {
        "/programmes/export/": workbook(all_tables()),
        "/programmes/template/": templates(),
        "/programmes/050101/bachelor/plans/2024/export/": workbook(tables_of_plan(plan)),
    }
    for address, data in files.items():
        answer = lead.get(address)
        assert (answer.content == data, answer["Cache-Control"]) == (True, "private, no-store")
        assert answer["Content-Disposition"].startswith("attachment")


def test_an_export_comes_back_without_a_difference(lead: Client, plan: Plan) -> None:
    RecordFactory(plan=plan)
    address = send(lead, "专业计划-全部.xlsx", lead.get("/programmes/export/").content)
    page = text(lead, address)
    assert "文件与现在的数据完全一样，不需要导入" in page
    assert "行改动</button>" not in page


def test_a_file_is_looked_at_first_and_imported_as_a_second_step(lead: Client, plan: Plan) -> None:
    address = send(lead, "计划.xlsx", changed(plan, "计划课程", 4, 学分="7"))
    page = text(lead, address)
    assert "导入 1 行改动" in page
    assert "学分 6 → 7" in page
    slot = plan.slots.get(number="04")
    assert slot.courses.get().credits == 6
    assert "计划.xlsx 已导入" in lead.post(f"{address}apply/", follow=True).content.decode()
    assert slot.courses.get().credits == 7
    lead.post(f"{address}apply/")
    event = PlanEvent.objects.get()
    assert (event.version, event.label, event.by.name) == ("2024", "导入 计划.xlsx", "周主任")
    assert event.changes == [{"label": "第 04 项", "from": "必考：00037 美学 6 学分", "to": "必考：00037 美学 7 学分"}]
    assert "周主任 于 " in text(lead, address)


def test_the_same_file_waits_once(lead: Client) -> None:
    data = (COURSES + "00001,示例\n").encode()
    assert send(lead, "课程.csv", data) == send(lead, "课程.csv", data)
    assert PlanUpload.objects.count() == 1


def test_a_plan_in_use_is_refused_with_the_way_out_and_a_new_version_is_taken(lead: Client, plan: Plan) -> None:
    RecordFactory(plan=plan)
    page = text(lead, send(lead, "计划.xlsx", changed(plan, "计划课程", 4, 学分="7")))
    assert "已有考籍在用，不能改动；规则变了，请换一个新的版本号，作为新版本导入" in page
    assert "<td>计划课程</td>" in page
    tables = tables_of_plan(plan)
    for rows in tables.values():
        for row in rows:
            row |= {"版本": "2026"} if "版本" in row else {}
    address = send(lead, "新版.xlsx", workbook(tables))
    lead.post(f"{address}apply/")
    assert plan.programme.plans.get(version="2026").slots.count() == 16
    labels = PlanEvent.objects.values_list("version", "label")
    assert set(labels) == {("2026", "导入（新建） 新版.xlsx"), ("", "导入 新版.xlsx")}


def test_mistakes_are_told_by_sheet_row_and_column_and_nothing_is_imported(lead: Client, plan: Plan) -> None:
    before = all_tables()
    address = send(lead, "计划.xlsx", changed(plan, "选考组", 0, 最少门数="6"))
    page = text(lead, address)
    assert "文件里有 1 处要改正" in page
    for cell in ("<td>选考组</td>", '<td class="r num">2</td>', "<td>最少门数</td>", "组内只有 5 门、24 学分"):
        assert cell in page
    assert "有要改正的地方，没有导入" in lead.post(f"{address}apply/", follow=True).content.decode()
    assert all_tables() == before
    assert PlanUpload.objects.get().applied_at is None


def test_a_difference_that_is_no_longer_the_one_shown_is_shown_again(lead: Client) -> None:
    address = send(lead, "课程.csv", (COURSES + "00001,新名称\n").encode())
    Course.objects.create(code="00001", name="老名称")
    page = lead.post(f"{address}apply/", follow=True).content.decode()
    assert "上传以后数据有了变化" in page
    assert "课程名称 老名称 → 新名称" in page
    assert Course.objects.get().name == "老名称"
    lead.post(f"{address}apply/")
    assert Course.objects.get().name == "新名称"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("计划.doc", b"x", "只能导入 .xlsx 或 .csv 文件"),
        (".csv", b"x", "只能导入 .xlsx 或 .csv 文件"),
        ("课程.csv", b"", "文件是空的，请检查后重新上传"),
        ("课程.csv", b"x" * (10 * 1024 * 1024 + 1), "文件超过 10 MB，请拆成几个文件"),
    ],
    ids=["other", "no name", "empty", "large"],
)
def test_a_file_that_is_none_is_refused_at_once(lead: Client, name: str, data: bytes, sentence: str) -> None:
    assert sentence in send(lead, name, data)
    assert PlanUpload.objects.count() == 0


def test_without_a_file_the_page_asks_for_one(lead: Client) -> None:
    assert "请上传计划文件" in lead.post(HOME, {}).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("课程.csv", (COURSES + "00001,示例\n").encode("utf-16"), "文字编码不是 UTF-8 也不是 GB18030"),
        ("课程.xlsx", b"PK\x03\x04 cut off", "打不开这个 Excel 文件"),
        ("课程.csv", (COURSES + "1,示例\n").encode(), "应为 5 位数字"),
        ("考籍.csv", "准考证号,姓名\n".encode(), "这里不导入“考籍”，只导入：学校、课程、专业"),
        ("别的.csv", b"a,b\n1,2\n", "认不出是哪一种表"),
        ("x" * 150 + ".csv", b"a,b\n1,2\n", "认不出是哪一种表"),
        ("../../课程.csv", (COURSES + ",示例\n").encode(), "不能为空"),
    ],
    ids=["encoding", "cut", "code", "records", "unknown", "long name", "path"],
)
def test_a_file_that_cannot_be_read_is_told_on_its_page(lead: Client, name: str, data: bytes, sentence: str) -> None:
    page = text(lead, send(lead, name, data))
    assert sentence in page
    assert "整个文件都没有导入" in page
    assert Course.objects.count() == 0


def test_merged_cells_are_named(lead: Client, tmp_path: Path) -> None:
    rows = [["课程代码", "课程名称"], ["00037", "x"], ["00163", "y"]]
    data = xlsx_file(tmp_path / "课程.xlsx", {"课程": rows}, merge="B2:B3").read_bytes()
    page = text(lead, send(lead, "课程.xlsx", BytesIO(data).getvalue()))
    assert "是合并单元格" in page
    assert Course.objects.count() == 0


def test_a_name_that_holds_markup_is_shown_as_text(lead: Client) -> None:
    page = text(lead, send(lead, "<b>课程.csv", (COURSES + "00001,<i>示例</i>\n00001,x\n").encode()))
    assert "<b>课程" not in page


def test_the_reviewer_exports_and_does_not_import(signed_in: SignedIn, plan: Plan) -> None:
    client = signed_in(UserFactory(role=Role.INSTITUTE_REVIEWER))
    assert client.get("/programmes/export/").status_code == 200
    assert client.get(HOME).status_code == 403
    assert "/programmes/export/" in text(client, "/programmes/")
