"""One candidate walks all of it in a browser: activation to certificate, with a real worker beside the server.

Candidate on a phone, school and institute at their desks; the same journey runs on SQLite with the embedded broker
and on PostgreSQL with Redis.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from applications.models import Application
from applications.statuses import Status
from certificates.models import PrintPart
from selfexam.catalogue.importing.run import files_in, import_files
from selfexam.catalogue.models import Batch, School
from selfexam.demo.accounts import PASSWORD, make_desks
from selfexam.demo.appraisals import appraisal
from selfexam.demo.cards import draw_id_back, draw_id_front
from selfexam.demo.management.commands.seed_demo import DATA
from selfexam.demo.portraits import draw_portrait
from selfexam.records.models import StudentRecord
from tests.browsing import DESK, PHONE, Person
from tests.workers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.worker]
OWN_PASSWORD = "yunshui-2026"


@pytest.fixture
def record(transactional_db: None) -> StudentRecord:
    """The demonstration's files, imported by the importer; a junior-college candidate of the first school."""
    problems = [p for outcome in import_files(files_in([DATA])) for p in outcome.problems]
    assert problems == []
    make_desks(list(School.objects.order_by("-code")))
    return StudentRecord.objects.select_related("school").get(admission_number="019922200001")


def test_a_candidate_walks_from_activation_to_the_certificate(
    record: StudentRecord, live_server: LiveServer, worker: Worker, browser: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.PORTAL_URL = live_server.url
    worker.start()
    school = record.school
    reviewer = {"10999": "wang", "10998": "zhao"}[school.code]
    candidate = Person(browser, live_server.url, size=PHONE)
    desk = Person(browser, live_server.url, size=DESK)
    institute = Person(browser, live_server.url, size=DESK)

    _activate(candidate, record)
    _fill_in(candidate, record, tmp_path)
    _submit(candidate)
    application = Application.objects.get(record=record)

    desk.sign_in(reviewer, PASSWORD)
    _return_the_appraisal(desk, record)
    _correct_and_resubmit(candidate)
    _pass(desk, record)
    _pay(candidate, application, worker)

    institute.sign_in("chen", PASSWORD)
    _conclude(institute, application)
    chief = Person(browser, live_server.url, size=DESK)
    chief.sign_in("zhou", PASSWORD)
    _release(chief, application.batch, worker)
    _register(chief, application.batch, worker, tmp_path)
    _print(chief, application.batch, worker, tmp_path)
    _hand_over(desk, record)

    candidate.go(f"/applications/{application.uuid}/")
    candidate.sees("毕业证书已领取")
    application.refresh_from_db()
    assert application.status == Status.ISSUED
    assert [part.state for part in PrintPart.objects.all()] == [PrintPart.State.DONE] * 4
    assert [p.complaints for p in (candidate, desk, institute, chief)] == [[], [], [], []]


def _activate(candidate: Person, record: StudentRecord) -> None:
    candidate.go("/activate/")
    candidate.page.fill('input[name="admission_number"]', record.admission_number)
    candidate.page.fill('input[name="name"]', record.name)
    candidate.page.fill('input[name="id_number"]', record.id_number.lower())
    candidate.press("核对信息")
    candidate.page.fill('input[name="password1"]', OWN_PASSWORD)
    candidate.page.fill('input[name="password2"]', OWN_PASSWORD)
    candidate.press("激活并登录")
    candidate.press("开始申请毕业")
    candidate.sees("8 项中" if record.programme.is_bachelor else "7 项中")


def _fill_in(candidate: Person, record: StudentRecord, folder: Path) -> None:
    page = candidate.page
    candidate.follow("核对考籍")
    assert candidate.has_no_sideways_scroll()
    candidate.press("信息无误")
    candidate.follow("联系方式")
    page.fill('input[name="phone"]', "138 0000 0073")
    page.fill('input[name="address"]', "示例市样本区虚构路 73 号")
    candidate.press("保存并继续")
    candidate.follow("自我鉴定")
    page.fill("textarea", appraisal(4))
    candidate.press("保存自我鉴定")
    _upload_photo(candidate, folder)
    candidate.follow("身份证正反面")
    front, back = folder / "front.jpg", folder / "back.jpg"
    front.write_bytes(
        draw_id_front(record.name, "女", "苗", record.birth_date, "示例市样本区虚构路 73 号", record.id_number, 4)
    )
    back.write_bytes(draw_id_back("示例市公安局", record.birth_date, None))
    page.set_input_files('input[name="id_front"]', front)
    page.set_input_files('input[name="id_back"]', back)
    candidate.press("上传并保存")
    candidate.sees("身份证图片已保存")
    candidate.follow("返回申请")
    candidate.follow("材料清单")
    candidate.press("我已了解")


def _upload_photo(candidate: Person, folder: Path) -> None:
    """First one that fails, with its measure and what to do; then one that passes. The page updates by itself."""
    candidate.follow("证件照")
    bad, good = folder / "bad.jpg", folder / "good.jpg"
    bad.write_bytes(draw_portrait(4, defect="tilted"))
    good.write_bytes(draw_portrait(4))
    candidate.page.set_input_files('input[name="photo"]', bad)
    candidate.press("上传并检查")
    candidate.sees("裁剪就能改好")
    candidate.page.set_input_files('input[name="photo"]', good)
    candidate.press("上传并检查")
    candidate.sees("照片通过了自动检查")
    candidate.follow("返回申请")


def _submit(candidate: Person) -> None:
    candidate.follow("检查并提交")
    candidate.page.check('input[name="declared"]')
    candidate.press("提交毕业申请")
    candidate.sees("毕业申请已提交")
    candidate.sees("学校正在审核")


def _judge_all(desk: Person, returned: str = "", reason: str = "") -> None:
    for field in desk.page.locator("fieldset[data-item]").all():
        name = field.locator("input[type=radio]").first.get_attribute("name") or ""
        value = "return" if name == f"verdict-{returned}" else "pass"
        field.locator(f'label:has(input[value="{value}"])').click()
    if returned:
        desk.page.fill(f'textarea[name="reason-{returned}"]', reason)


def _return_the_appraisal(desk: Person, record: StudentRecord) -> None:
    desk.go("/review/first/")
    desk.follow(record.name)
    _judge_all(desk, "appraisal", "请写自己在自学考试期间的经历")
    desk.press("退回修改")
    desk.sees(f"{record.name}：退回 1 项")


def _correct_and_resubmit(candidate: Person) -> None:
    candidate.page.reload()
    candidate.sees("需要您修改 1 项")
    candidate.sees("请写自己在自学考试期间的经历")
    candidate.follow("修改自我鉴定")
    candidate.page.fill("textarea", appraisal(5))
    candidate.press("保存自我鉴定")
    candidate.follow("检查并重新提交")
    candidate.page.check('input[name="declared"]')
    candidate.press("重新提交")
    candidate.sees("学校正在审核")


def _pass(desk: Person, record: StudentRecord) -> None:
    desk.go("/review/first/")
    desk.sees("退回后重交")
    desk.follow(record.name)
    desk.sees("考生已修改：自我鉴定")
    _judge_all(desk)
    desk.press("初审通过")
    desk.sees(f"{record.name}：初审通过")


def _pay(candidate: Person, application: Application, worker: Worker) -> None:
    """The cashier redirects back; the signed callback comes from the worker and the page notices it."""
    candidate.page.reload()
    candidate.follow("去缴费")
    candidate.press("支付 30 元")
    candidate.sees("模拟收银台")
    candidate.page.locator('button[name="way"][value="pay"]').click()
    worker.finish(lambda: Application.objects.get(pk=application.pk).status == Status.PAID)
    candidate.go(f"/applications/{application.uuid}/pay/")
    candidate.sees("已支付")


def _conclude(institute: Person, application: Application) -> None:
    institute.go(f"/review/collective/{application.uuid}/")
    for row in institute.page.locator("ol.seven li").all():
        row.locator('label:has(input[value="pass"])').click()
    institute.press("会审通过")
    institute.sees("已作出结论")


def _release(chief: Person, batch: Batch, worker: Worker) -> None:
    chief.go(f"/review/collective/batches/{batch.code}/release/")
    chief.press("公布 1 件结果")
    worker.finish_all()
    chief.sees("公布完成")


def _register(chief: Person, batch: Batch, worker: Worker, folder: Path) -> None:
    chief.go(f"/certificates/registration/?batch={batch.code}")
    chief.press("为 1 人生成数据包")
    worker.finish_all()
    chief.go(f"/certificates/registration/?batch={batch.code}")
    chief.follow("第 1 包")
    with chief.page.expect_download() as waiting:
        chief.use("下载模拟回执")
    reply = folder / "reply.csv"
    waiting.value.save_as(reply)
    chief.page.set_input_files('input[name="file"]', reply)
    chief.press("上传并查看")
    chief.press("导入 1 人的结果")
    worker.finish_all()
    assert Application.objects.filter(batch=batch, status=Status.REGISTERED).count() == 1


def _print(chief: Person, batch: Batch, worker: Worker, folder: Path) -> None:
    chief.go(f"/certificates/runs/?batch={batch.code}")
    chief.press("开始生成")
    worker.finish_all()
    chief.page.reload()
    chief.sees("4 / 4 册")
    with chief.page.expect_download() as waiting:
        chief.page.locator('a[href*="/certificates/parts/"]').first.click()
    pdf = folder / "certificate.pdf"
    waiting.value.save_as(pdf)
    assert pdf.read_bytes().startswith(b"%PDF-1.7")
    chief.press("确认打印完成")
    worker.finish_all()


def _hand_over(desk: Person, record: StudentRecord) -> None:
    desk.go("/certificates/handover/")
    desk.follow(record.name)
    desk.press("登记签领")
    desk.sees(f"{record.name}的毕业证书已签领")
