"""A class teacher at the intake desk, in a browser: scan, tick, defect, put right, hand over; the school counts."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from applications.models import Paper, PaperTransfer
from applications.paper_code import code_of
from applications.statuses import Status
from tests.browsing import DESK, PHONE, Person
from tests.cast import Cast
from tests.factories.accounts import PASSWORD
from tests.review.papers.lists import CARD, MARKS, general_lists

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def scan(person: Person, code: str) -> None:
    """As a scanner does: the field has the focus, the code is typed, Enter follows."""
    person.page.keyboard.type(code)
    person.enter()


def test_papers_come_in_at_the_unit_and_go_to_the_school(browser: Browser, live_server: LiveServer) -> None:
    general_lists()
    cast = Cast()
    one, two = (cast.application(Status.SUBMITTED) for _ in range(2))
    for application, name in ((one, "林晓禾"), (two, "周明朗")):
        application.record.name = name
        application.record.save()

    fang = Person(browser, live_server.url, size=DESK)
    fang.sign_in(cast.teacher.username, PASSWORD)
    fang.sees("扫描封面条码")
    scan(fang, code_of(one.uuid))
    fang.sees("林晓禾")
    fang.page.get_by_label(f"收到 1 份：{CARD}").check()
    fang.page.get_by_label(f"{MARKS}的问题").fill("没有盖教务处鲜章，请补盖")
    fang.press("保存并收下一位")
    fang.sees(f"林晓禾：{MARKS}：没有盖教务处鲜章，请补盖")

    scan(fang, two.record.admission_number)
    fang.sees("周明朗")
    fang.page.get_by_label(f"收到 1 份：{CARD}").check()
    fang.page.get_by_label(f"收到 1 份：{MARKS}").check()
    fang.press("保存并收下一位")
    fang.sees("周明朗：材料已收齐")

    scan(fang, "999999999999")
    fang.sees("没有找到“999999999999”")

    scan(fang, code_of(one.uuid))
    fang.page.get_by_label(f"收到 1 份：{MARKS}").check()
    fang.page.get_by_label(f"已补正：{MARKS}").check()
    fang.press("保存并收下一位")
    fang.sees("林晓禾：材料已收齐")

    fang.follow("收取情况")
    names = fang.page.locator("tbody td.key").all_inner_texts()
    assert names == [one.record.name, two.record.name]
    assert fang.page.locator("tbody .tag.done").count() == 2
    fang.follow("移交")
    fang.press("生成移交单")
    fang.sees("等学校确认")
    assert fang.has_no_sideways_scroll()

    wang = Person(browser, live_server.url, size=PHONE)
    wang.sign_in(cast.reviewer.username, PASSWORD)
    wang.go(f"/review/papers/transfers/{PaperTransfer.objects.get().uuid}/")
    wang.page.get_by_label("实收份数").fill("4")
    wang.press("确认收到")
    wang.sees("学校已收到")
    assert wang.has_no_sideways_scroll()
    wang.go(f"/review/first/{one.uuid}/")
    wang.sees("已收齐")
    assert set(Paper.objects.values_list("copies", "defect")) == {(1, "")}
    assert (fang.complaints, wang.complaints) == ([], [])
