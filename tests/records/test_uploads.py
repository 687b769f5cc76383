"""An upload of the institute: the difference first, the import second; twice, late, half or changed is harmless."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from selfexam.accounts.models import User
from selfexam.jobs.models import Job
from selfexam.records.domain.uploads import drop_upload, receive_upload, start_import
from selfexam.records.importing import uploaded
from selfexam.records.models import Credit, RecordEvent, RecordUpload, StudentRecord
from selfexam.records.refusals import RecordRefused
from tests.cast import Cast
from tests.catalogue.files import demo, load, told, xlsx_file
from tests.records.test_import_records import CREDITS, FIELDS, HEADER, person

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
Run = Callable[..., object]
NUMBER = FIELDS["准考证号"]


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture(autouse=True)
def catalogue(cast: Cast) -> None:
    """After the cast: its invented courses must not find the demonstration's codes taken."""
    stems = ("学校", "单位", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件", "顶替")
    assert told(load(*demo(*stems))) == []


def file(*lines: str, name: str = "考籍.csv", header: str = HEADER) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join((header, *lines)).encode())


def passes(*lines: str) -> SimpleUploadedFile:
    return file(*lines, name="成绩-2022.csv", header=CREDITS)


def now(upload: RecordUpload) -> RecordUpload:
    upload.refresh_from_db()
    return upload


def others() -> int:
    """Records besides those of the cast."""
    return StudentRecord.objects.filter(admission_number=NUMBER).count()


def test_the_institute_uploads_looks_and_imports(cast: Cast, signed_in: Sign, run_jobs: Run) -> None:
    client = signed_in(cast.chen)
    answer = client.post(reverse("records:uploads"), {"file": file(person())})
    upload = RecordUpload.objects.get()
    assert answer["Location"] == reverse("records:upload", args=[upload.uuid])
    assert "正在核对，不会写入" in client.get(answer["Location"]).content.decode()
    run_jobs()
    assert (now(upload).state, others()) == ("ready", 0)
    html = client.get(answer["Location"]).content.decode()
    assert "还没有写入" in html
    assert "前四位 0199 不在本市区县代码中（第 2 行）" in html
    path = Path(upload.file.path)
    html = client.post(reverse("records:upload-import", args=[upload.uuid]), follow=True).content.decode()
    assert "正在导入，全部成功才会写入" in html
    run_jobs()
    assert (now(upload).state, upload.imported_by, others(), path.exists()) == ("done", cast.chen, 1, True)
    event = RecordEvent.objects.get(record__admission_number=NUMBER)
    assert (event.label, event.by, event.note) == ("导入考籍", cast.chen, "考籍.csv")
    assert "已导入" in client.get(answer["Location"]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_file_is_deleted_once_it_is_over(cast: Cast, run_jobs: Run) -> None:
    kept, dropped = receive_upload(file(person()), by=cast.chen), receive_upload(file(), by=cast.chen)
    paths = [Path(kept.file.path), Path(dropped.file.path)]
    run_jobs()
    start_import(kept, by=cast.chen)
    run_jobs()
    drop_upload(dropped, by=cast.chen)
    assert [path.exists() for path in paths] == [False, False]
    assert [now(kept).file.name, now(dropped).file.name] == ["", ""]


def test_pressing_twice_is_one_import(cast: Cast, signed_in: Sign, run_jobs: Run) -> None:
    upload = receive_upload(file(person()), by=cast.chen)
    assert receive_upload(file(person()), by=cast.luo) == upload
    run_jobs()
    client, address = signed_in(cast.chen), reverse("records:upload-import", args=[upload.uuid])
    client.post(address)
    assert "这个文件正在导入，不需要再操作" in client.post(address, follow=True).content.decode()
    run_jobs()
    assert "这个文件已导入，不需要再操作" in client.post(address, follow=True).content.decode()
    assert Job.objects.filter(kind="import_upload").count() == 1


def test_mistakes_are_listed_by_row_and_nothing_can_be_imported(cast: Cast, signed_in: Sign, run_jobs: Run) -> None:
    upload = receive_upload(file(person(), person(性别="男")), by=cast.chen)
    run_jobs()
    client = signed_in(cast.chen)
    html = client.get(reverse("records:upload", args=[upload.uuid])).content.decode()
    assert "性别</b>：与证件号码不一致" in html
    client.post(reverse("records:upload-import", args=[upload.uuid]))
    run_jobs()
    assert (now(upload).state, others()) == ("wrong", 0)


def test_a_difference_that_changed_meanwhile_is_shown_again_instead_of_imported(
    cast: Cast, tmp_path: Path, run_jobs: Run
) -> None:
    upload = receive_upload(file(person(姓名="林小禾")), by=cast.chen)
    run_jobs()
    load(demo_person(tmp_path))
    start_import(upload, by=cast.chen)
    run_jobs()
    assert (now(upload).state, upload.is_stale, upload.imported_by) == ("ready", True, None)
    assert upload.outcomes[0]["changes"] == ["第 2 行：姓名 林晓禾 → 林小禾"]
    assert StudentRecord.objects.get(admission_number=NUMBER).name == "林晓禾"
    start_import(upload, by=cast.chen)
    run_jobs()
    assert StudentRecord.objects.get(admission_number=NUMBER).name == "林小禾"


def demo_person(folder: Path) -> Path:
    path = folder / "考籍.csv"
    path.write_text(f"{HEADER}\n{person()}\n")
    return path


def test_a_worker_that_dies_in_the_middle_leaves_nothing_and_the_next_one_does_it_all(
    cast: Cast, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = receive_upload(file(person()), by=cast.chen)
    run_jobs()
    start_import(upload, by=cast.chen)
    whole = uploaded.import_files

    def dying(*args: object, **kwargs: object) -> None:
        whole(*args, **kwargs)  # type: ignore[arg-type]
        raise MemoryError

    monkeypatch.setattr(uploaded, "import_files", dying)
    run_jobs(errors=True)
    assert (now(upload).state, others()) == ("importing", 0)
    monkeypatch.setattr(uploaded, "import_files", whole)
    Job.objects.filter(kind="import_upload").update(run_after=upload.made_at)
    run_jobs()
    assert (now(upload).state, others()) == ("done", 1)


def test_people_and_their_passes_in_one_workbook_are_compared_together(
    cast: Cast, tmp_path: Path, run_jobs: Run
) -> None:
    sheets = {
        "考籍": [HEADER.split(","), person().split(",")],
        "成绩": [CREDITS.split(","), [NUMBER, "00037", "80", "2022-10", "统考"]],
    }
    data = xlsx_file(tmp_path / "a.xlsx", sheets).read_bytes()
    upload = receive_upload(SimpleUploadedFile("全部.xlsx", data), by=cast.chen)
    run_jobs()
    assert (now(upload).state, [o["added"] for o in upload.outcomes], others()) == ("ready", [1, 1], 0)
    start_import(upload, by=cast.chen)
    run_jobs()
    assert Credit.objects.get(record__admission_number=NUMBER).mark == 80


def test_a_sheet_nobody_knows_is_told_with_the_tables_of_this_page_only(
    cast: Cast, tmp_path: Path, run_jobs: Run
) -> None:
    sheets = {"考籍": [HEADER.split(","), person().split(",")], "说明": [["填写说明"]]}
    data = xlsx_file(tmp_path / "a.xlsx", sheets).read_bytes()
    upload = receive_upload(SimpleUploadedFile("全部.xlsx", data), by=cast.chen)
    run_jobs()
    sentence = "工作表“说明”认不出是哪一种表，文件或工作表的名字可以是：考籍、成绩、前置学历核对"
    assert [problem["sentence"] for o in now(upload).outcomes for problem in o["problems"]] == [sentence]


def test_tables_of_the_catalogue_are_not_imported_here(cast: Cast, run_jobs: Run) -> None:
    upload = receive_upload(file("10997,新校", name="学校.csv", header="院校代码,名称"), by=cast.chen)
    run_jobs()
    assert now(upload).state == "wrong"
    sentence = "是“学校”表，这里只能导入：考籍、成绩、前置学历核对"
    assert [problem["sentence"] for problem in upload.outcomes[0]["problems"]] == [sentence]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("考籍.doc", b"x", "只能上传 .xlsx、.csv 或 .dbf 文件"),
        ("考籍", b"x", "只能上传 .xlsx、.csv 或 .dbf 文件"),
        (f"{'长' * 250}.csv", b"x", "文件名太长，请改短后重新上传"),
    ],
)
def test_other_files_are_refused_on_the_page(
    cast: Cast, signed_in: Sign, name: str, data: bytes, sentence: str
) -> None:
    answer = signed_in(cast.chen).post(reverse("records:uploads"), {"file": SimpleUploadedFile(name, data)})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert signed_in(cast.chen).post(reverse("records:uploads"), {}).status_code == 422
    assert RecordUpload.objects.count() == 0


def test_a_file_that_cannot_be_read_is_told_on_its_page(cast: Cast, signed_in: Sign, run_jobs: Run) -> None:
    upload = receive_upload(SimpleUploadedFile("成绩.xlsx", b"PK\x03\x04"), by=cast.chen)
    run_jobs()
    html = signed_in(cast.chen).get(reverse("records:upload", args=[upload.uuid])).content.decode()
    assert "打不开这个 Excel 文件" in html


def test_schools_import_nothing(cast: Cast) -> None:
    for by in (cast.lead, cast.clerk, cast.stranger):
        with pytest.raises(RecordRefused, match="由考试院导入"):
            receive_upload(file(person()), by=by)


def test_a_dropped_file_is_over(cast: Cast, run_jobs: Run) -> None:
    upload = receive_upload(passes(), by=cast.chen)
    drop_upload(upload, by=cast.chen)
    run_jobs()
    assert now(upload).state == "dropped"
    with pytest.raises(RecordRefused, match="现在是“已放弃”"):
        start_import(upload, by=cast.chen)
