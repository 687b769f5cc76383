"""The clerk of a unit ticks exemptions on the grid, completes the evidence, hands in and pays with one order."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from applications.models import ExemptionRow
from selfexam.payments.domain import ask
from selfexam.payments.models import Order
from tests.browsing import DESK, PHONE, Person
from tests.cast import Cast
from tests.factories.accounts import PASSWORD
from tests.factories.exemptions import code_of, lacking


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_clerk_ticks_completes_and_pays(live_server: LiveServer, browser: Browser) -> None:
    cast = Cast()
    first, second = lacking(cast, 0, 2), lacking(cast)
    clerk = Person(browser, live_server.url, size=DESK)
    clerk.sign_in(cast.clerk.username, PASSWORD)
    clerk.follow("免考录入")
    page, code = clerk.page, code_of(cast)
    for application in (first, second):
        page.select_option(f'select[name="basis-{application.uuid}"]', "certificate")
        page.check(f'input[name="course-{application.uuid}"][value="{code}"]')
    clerk.press("保存")
    clerk.sees("已保存 2 人")
    clerk.sees("2 份缺证明材料，补齐前不计入")
    assert clerk.has_no_sideways_scroll()
    clerk.follow("缺 2 项")
    page.fill("#id_certificate", "NCRE 一级")
    page.fill("#id_number", "6500000073")
    clerk.press("保存免考申请")
    clerk.sees("免考申请已保存")
    clerk.follow("返回免考录入")
    clerk.sees("1 份缺证明材料，补齐前不计入")
    clerk.press("保存，去提交并缴费")
    clerk.sees("还缺证明材料")
    clerk.press("提交免考")
    clerk.sees("模拟收银台")
    order = Order.objects.get()
    assert (order.amount, order.payer) == (1500, cast.clerk)
    clerk.press("支付成功但不通知")
    clerk.sees("还缺证明材料")
    # No worker runs here: the clock would ask the provider, so the test does.
    ask(order)
    clerk.go("/review/unit/exemptions/")
    clerk.sees("待学校意见")
    assert clerk.has_no_sideways_scroll()
    assert sorted(ExemptionRow.objects.values_list("state", flat=True)) == ["draft", "paid"]

    phone = Person(browser, live_server.url, size=PHONE)
    phone.sign_in(cast.clerk.username, PASSWORD)
    for path in ("", "submit/", "uploads/"):
        phone.go(f"/review/unit/exemptions/{path}")
        assert phone.has_no_sideways_scroll()
    assert [person.complaints for person in (clerk, phone)] == [[], []]
