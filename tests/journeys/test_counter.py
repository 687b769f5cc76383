"""The counter in a browser: found, filled in, printed, the signed sheet taken with the camera, handed in, passed by
another reviewer, paid to the cashier.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from applications.audit import audit_record
from applications.models import Application, Document
from applications.printing.sheet_facts import check_code
from applications.statuses import Status
from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.importing.run import files_in, import_files
from selfexam.catalogue.models import School
from selfexam.demo.accounts import PASSWORD, make_desks
from selfexam.demo.appraisals import appraisal
from selfexam.demo.cards import draw_id_back, draw_id_front
from selfexam.demo.management.commands.seed_demo import DATA
from selfexam.demo.portraits import draw_portrait
from selfexam.payments.models import CounterReceipt
from selfexam.records.models import StudentRecord
from tests.browsing import DESK, FLAGS, Person, chromium
from tests.workers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.worker]
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def record(transactional_db: None) -> StudentRecord:
    """Somebody of the cashier's school without an account, who may graduate from a junior-college programme."""
    problems = [p for outcome in import_files(files_in([DATA])) for p in outcome.problems]
    assert problems == []
    make_desks(list(School.objects.order_by("-code")))
    here = StudentRecord.objects.filter(school__code="10999", programme__level=Level.JUNIOR_COLLEGE)
    return next(r for r in here.select_related("programme", "plan", "school") if audit_record(r).verdict != "fail")


@pytest.fixture
def with_camera(browser: Browser) -> Iterator[Browser]:
    """A browser whose camera shows a moving test picture."""
    opened = browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, *CAMERA])
    yield opened
    opened.close()


def test_a_person_at_the_counter_gets_as_far_as_qualified(
    record: StudentRecord,
    live_server: LiveServer,
    worker: Worker,
    with_camera: Browser,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.PORTAL_URL = live_server.url
    worker.start()
    clerk = Person(with_camera, live_server.url, size=DESK)
    clerk.sign_in("wang", PASSWORD)
    _accept(clerk, record)
    application = Application.objects.get(record=record)
    _fill_in(clerk, record, tmp_path)
    _sign(clerk, application)
    _hand_in(clerk, application)

    reviewer = Person(with_camera, live_server.url, size=DESK)
    reviewer.sign_in("li", PASSWORD)
    _pass(clerk, reviewer, application)

    cashier = Person(with_camera, live_server.url, size=DESK)
    cashier.sign_in("qian", PASSWORD)
    _take_the_fee(cashier, record)
    application.refresh_from_db()
    assert (application.status, CounterReceipt.objects.get().number) == (Status.PAID, "2022-000777")
    assert [e.label for e in application.events.all()] == [
        "现场受理",
        "打印申请表",
        "上传签字的申请表",
        "提交申请",
        "初审通过",
        "缴费完成",
    ]
    assert [p.complaints for p in (clerk, reviewer, cashier)] == [[], [], []]


def _accept(clerk: Person, record: StudentRecord) -> None:
    clerk.follow("现场受理")
    clerk.page.fill('input[name="wanted"]', record.id_number)
    clerk.press("查找考生")
    clerk.sees("考生没有激活账号")
    clerk.page.locator('label:has-text("考生没有手机或不会网上操作")').click()
    clerk.page.check('input[name="is_present"]')
    clerk.press("开始受理")
    clerk.sees("1. 与考生一起填写")


def _fill_in(clerk: Person, record: StudentRecord, folder: Path) -> None:
    page = clerk.page
    clerk.follow("核对考籍")
    assert clerk.has_no_sideways_scroll()
    clerk.press("信息无误")
    clerk.follow("联系方式")
    page.fill('input[name="phone"]', "138 0000 0073")
    page.fill('input[name="address"]', "示例市样本区虚构路 73 号")
    clerk.press("保存并继续")
    clerk.follow("自我鉴定")
    page.fill("textarea", appraisal(4))
    clerk.press("保存自我鉴定")
    clerk.follow("证件照")
    good, front, back = folder / "good.jpg", folder / "front.jpg", folder / "back.jpg"
    good.write_bytes(draw_portrait(4))
    page.set_input_files('input[name="photo"]', good)
    clerk.press("上传并检查")
    clerk.sees("照片通过了自动检查")
    clerk.follow("返回申请")
    clerk.follow("身份证正反面")
    number, street = record.id_number, "示例市样本区虚构路 73 号"
    sex, ethnicity = record.get_sex_display(), record.get_ethnicity_display().removesuffix("族")
    front.write_bytes(draw_id_front(record.name, sex, ethnicity, record.birth_date, street, number, 4))
    back.write_bytes(draw_id_back("示例市公安局", record.birth_date, None))
    page.set_input_files('input[name="id_front"]', front)
    page.set_input_files('input[name="id_back"]', back)
    clerk.press("上传并保存")
    clerk.sees("身份证图片已保存")
    clerk.follow("返回申请")
    clerk.follow("材料清单")
    clerk.press("我已了解")


def _sign(clerk: Person, application: Application) -> None:
    """The sheet is a PDF; the signed one is photographed with the camera of the desk."""
    page = clerk.page
    form = page.locator('form[action$="/sheet/"]')
    token = form.locator('input[name="csrfmiddlewaretoken"]').input_value()
    address = clerk.address + (form.get_attribute("action") or "")
    answer = page.request.post(address, form={"csrfmiddlewaretoken": token}, headers={"Referer": address})
    assert answer.body().startswith(b"%PDF")
    application.refresh_from_db()
    page.fill('input[name="code"]', check_code(application).lower())
    clerk.use("用摄像头拍照")
    clerk.use("拍下")
    clerk.sees("已拍下")
    clerk.press("保存签字的申请表")
    clerk.sees("与内容一致")
    assert application.documents.filter(kind=Document.Kind.SIGNED_SHEET).count() == 1


def _hand_in(clerk: Person, application: Application) -> None:
    clerk.page.check('input[name="is_checked"]')
    clerk.press("提交毕业申请")
    clerk.sees("请另一位老师初审")
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED


def _pass(clerk: Person, reviewer: Person, application: Application) -> None:
    """The clerk who accepted it cannot; the other one can."""
    clerk.go(f"/review/first/{application.uuid}/")
    clerk.sees("请由另一位老师初审")
    assert clerk.page.locator('button[name="decision"][value="pass"]').is_disabled()
    reviewer.go(f"/review/first/{application.uuid}/")
    for field in reviewer.page.locator("fieldset[data-item]").all():
        field.locator('label:has(input[value="pass"])').click()
    reviewer.press("初审通过")
    reviewer.sees(f"{application.record.name}：初审通过")


def _take_the_fee(cashier: Person, record: StudentRecord) -> None:
    cashier.page.fill('input[name="q"]', record.admission_number[-4:])
    cashier.press("查找")
    cashier.press("收费")
    cashier.page.fill('input[name="number"]', "2022-000777")
    cashier.press("已收 30 元，登记")
    cashier.sees("已登记")
    cashier.sees("2022-000777")
    slip = cashier.page.get_by_role("link", name="打印凭条").get_attribute("href") or ""
    assert cashier.page.request.get(cashier.address + slip).body().startswith(b"%PDF")
    cashier.follow("每日汇总")
    cashier.sees("30 元")
