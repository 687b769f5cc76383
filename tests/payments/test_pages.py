from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from selfexam.accounts.roles import Role
from selfexam.payments.domain import request_refund
from selfexam.payments.gateways.protocol import Unreachable
from selfexam.payments.gateways.sandbox import cashier, notify
from selfexam.payments.gateways.sandbox.gateway import SandboxGateway
from selfexam.payments.models import GatewayMessage, Order, Refund, SandboxTrade
from tests.factories.accounts import UserFactory
from tests.factories.payments import OrderFactory
from tests.payments.paying import MINUTE, bring, paid_trade, trade_for, work

pytestmark = pytest.mark.django_db
OTHERS = (Role.CANDIDATE, Role.UNIT_CLERK, Role.SCHOOL_REVIEWER, Role.SCHOOL_LEAD)


def post(client: Client, view: str, key: object, **data: str) -> object:
    return client.post(reverse(f"payments:{view}", args=[key]), data)


def said(response: object) -> list[str]:
    return [str(message) for message in response.wsgi_request._messages]  # type: ignore[attr-defined]


@pytest.fixture
def payer(client: Client, order: Order) -> Client:
    client.force_login(order.payer, backend="selfexam.accounts.backends.PortalBackend")
    return client


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(UserFactory(role=Role.INSTITUTE_REVIEWER), backend="selfexam.accounts.backends.PortalBackend")
    return client


def test_the_payer_is_sent_to_the_cashier(payer: Client, order: Order) -> None:
    response = post(payer, "start", order.uuid)
    trade = SandboxTrade.objects.get(order_number=order.number)
    assert (response.status_code, response.url) == (302, f"/sandbox-cashier/{trade.token}/")
    assert trade.return_url == f"http://testserver/pay/{order.uuid}/return/"
    assert trade.notify_url.endswith("/pay/notify/sandbox/")
    assert b"\xe4\xb8\x8d\xe4\xbc\x9a\xe6\x89\xa3\xe6\xac\xbe" in Client().get(response.url).content


def test_a_paid_order_leads_back_with_a_word(payer: Client, order: Order) -> None:
    bring(paid_trade(order))
    response = post(payer, "start", order.uuid)
    assert (response.url, said(response)) == (order.return_path, ["这笔订单已支付，不需要再付"])


def test_a_provider_that_is_away_leads_back_with_a_word(
    payer: Client, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object) -> None:
        raise Unreachable

    monkeypatch.setattr(SandboxGateway, "create", away)
    response = post(payer, "start", order.uuid)
    assert said(response) == ["支付平台没有回应，请过几分钟再试。已经付过款的，请点“查询结果”"]


def test_coming_back_proves_nothing(payer: Client, order: Order) -> None:
    trade_for(order)
    response = payer.get(reverse("payments:return", args=[order.uuid]), {"state": "paid", "trade_no": "1"})
    order.refresh_from_db()
    assert (response.url, order.state) == (order.return_path, "open")


def test_the_button_asks_the_provider(payer: Client, order: Order) -> None:
    assert said(post(payer, "ask", order.uuid)) == ["支付平台还没有收到付款。刚刚付过款的，请过一分钟再查"]
    paid_trade(order)
    response = post(payer, "ask", order.uuid)
    order.refresh_from_db()
    assert (response.url, order.state) == (order.return_path, "paid")
    assert said(response)[-1] == "已收到付款"


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_acts_on_the_order_of_another(order: Order, role: Role) -> None:
    outsider = Client()
    outsider.force_login(UserFactory(role=role), backend="selfexam.accounts.backends.PortalBackend")
    answers = {view: post(outsider, view, order.uuid).status_code for view in ("start", "ask")}
    answers["return"] = outsider.get(reverse("payments:return", args=[order.uuid])).status_code
    answers["order"] = outsider.get(reverse("payments:order", args=[order.uuid])).status_code
    answers["orders"] = outsider.get(reverse("payments:orders")).status_code
    answers["messages"] = outsider.get(reverse("payments:messages")).status_code
    assert answers == dict.fromkeys(answers, 404)


def test_visitors_are_sent_to_sign_in(client: Client, order: Order) -> None:
    assert post(client, "start", order.uuid).url.startswith(reverse("accounts:sign-in"))
    assert client.get(reverse("payments:orders")).url.startswith(reverse("accounts:sign-in"))


def test_the_provider_calls_without_a_session_or_a_token(order: Order) -> None:
    body, headers = notify.callback(paid_trade(order))
    strict = Client(enforce_csrf_checks=True, headers={k: v for k, v in headers.items() if k != "content-type"})
    address = reverse("payments:notify", args=["sandbox"])
    answer = strict.post(address, body, content_type="application/json")
    order.refresh_from_db()
    assert (answer.status_code, answer.content, order.state) == (200, b"success", "paid")
    assert Client().post(address, b"{}", content_type="application/json").content == b"fail"
    assert Client().get(address).status_code == 405
    assert Client().post(reverse("payments:notify", args=["wechat"])).status_code == 404
    assert Client().post(address, b"x" * 70_000, content_type="application/json").status_code == 413
    assert GatewayMessage.objects.count() == 2


@pytest.mark.parametrize(("way", "jobs"), [("pay", 1), ("silent", 0), ("later", 1)])
def test_the_cashier_takes_the_money_and_sends_the_payer_back(order: Order, way: str, jobs: int) -> None:
    from selfexam.jobs.models import Job

    trade = trade_for(order)
    answers = [post(Client(), "sandbox-cashier", trade.token, way=way) for _ in range(2)]
    trade.refresh_from_db()
    assert {a.url for a in answers} == {trade.return_url}
    assert (trade.state, Job.objects.filter(kind="sandbox_notify").count()) == ("paid", jobs)


def test_leaving_the_cashier_pays_nothing(order: Order) -> None:
    trade = trade_for(order)
    assert post(Client(), "sandbox-cashier", trade.token, way="leave").url == trade.return_url
    assert post(Client(), "sandbox-cashier", trade.token, way="steal").status_code == 400
    trade.refresh_from_db()
    assert trade.state == "waiting"


def test_the_cashier_takes_nothing_after_the_deadline(order: Order) -> None:
    trade = trade_for(order)
    SandboxTrade.objects.update(expires_at=timezone.now() - MINUTE)
    answer = post(Client(), "sandbox-cashier", trade.token, way="pay")
    assert (answer.status_code, "已过付款截止时间" in answer.content.decode()) == (409, True)
    with pytest.raises(cashier.NotPayable):
        cashier.pay(SandboxTrade.objects.get())


def test_there_is_no_cashier_on_a_real_server(order: Order, settings: object) -> None:
    trade = trade_for(order)
    address = reverse("payments:sandbox-cashier", args=[trade.token])
    assert [Client().get(address).status_code, Client().get(address[:-2] + "/").status_code] == [200, 404]
    settings.PAYMENT_GATEWAYS = []  # type: ignore[attr-defined]
    assert Client().get(address).status_code == 404


@pytest.fixture
def many(order: Order, settings: object) -> dict[str, Order]:
    """One order in every state, one whose refund failed."""
    paid, refunded, failed, closed = (OrderFactory() for _ in range(4))
    for each in (paid, refunded, failed):
        bring(paid_trade(each))
    request_refund(refunded.payments.get(), Refund.Reason.NOT_APPROVED)
    work()
    settings.SANDBOX_REFUNDS = "fail"  # type: ignore[attr-defined]
    request_refund(failed.payments.get(), Refund.Reason.NOT_APPROVED)
    work()
    Order.objects.filter(pk=closed.pk).update(state="closed", closed_at=timezone.now())
    return {"open": order, "paid": paid, "refunded": refunded, "refund-failed": failed, "closed": closed}


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("", {"open", "paid", "refunded", "refund-failed", "closed"}),
        ("open", {"open"}),
        ("paid", {"paid", "refund-failed"}),
        ("closed", {"closed"}),
        ("refunded", {"refunded"}),
        ("refunding", set()),
        ("refund-failed", {"refund-failed"}),
        ("nonsense", {"open", "paid", "refunded", "refund-failed", "closed"}),
    ],
)
def test_the_desk_lists_orders_by_state(desk: Client, many: dict[str, Order], show: str, names: set[str]) -> None:
    response = desk.get(reverse("payments:orders"), {"show": show})
    assert {o.number for o in response.context["page"]} == {many[name].number for name in names}


def test_the_desk_finds_an_order_by_its_number(desk: Client, many: dict[str, Order]) -> None:
    wanted = many["paid"]
    response = desk.get(reverse("payments:orders"), {"number": f" {wanted.number.lower()} "})
    assert list(response.context["page"]) == [wanted]
    assert "没有找到这样的订单" in desk.get(reverse("payments:orders"), {"number": "x\0y"}).content.decode()


def test_the_desk_finds_orders_by_the_whole_name_of_their_payer(desk: Client, many: dict[str, Order]) -> None:
    own, counter = OrderFactory(payer__name="傅思齐"), OrderFactory(payer=None, payer_name="傅思齐")
    OrderFactory(payer__name="傅思齐", payer_name="单位代缴")
    for text, found in (("傅思齐", {own, counter}), ("傅思", set())):
        assert set(desk.get(reverse("payments:orders"), {"number": text}).context["page"]) == found


def test_the_list_needs_the_same_queries_however_long_it_is(desk: Client, many: dict[str, Order]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(reverse("payments:orders")).status_code == 200
        return len(asked)

    before = queries()
    for _ in range(5):
        bring(paid_trade(OrderFactory()))
    assert queries() == before


def test_a_failed_refund_is_run_again_from_the_desk(desk: Client, many: dict[str, Order], settings: object) -> None:
    settings.SANDBOX_REFUNDS = "done"  # type: ignore[attr-defined]
    order = many["refund-failed"]
    refund = Refund.objects.failed().get()
    page = desk.get(reverse("payments:order", args=[order.uuid])).content.decode()
    assert "模拟平台按设置拒绝退款" in page
    assert reverse("payments:refund-again", args=[refund.uuid]) in page
    first = post(desk, "refund-again", refund.uuid)
    assert (first.url, said(first)) == (
        reverse("payments:order", args=[order.uuid]),
        [f"退费 {refund.number} 已重新发起"],
    )
    assert said(post(desk, "refund-again", refund.uuid))[-1] == f"退费 {refund.number} 现在是“待退费”，不需要再次发起"
    work()
    order.refresh_from_db()
    assert order.state == "refunded"


def test_the_desk_can_ask_the_provider_too(desk: Client, order: Order) -> None:
    paid_trade(order)
    assert post(desk, "ask", order.uuid).url == reverse("payments:order", args=[order.uuid])
    order.refresh_from_db()
    assert order.state == "paid"


def test_a_message_that_disagrees_is_shown_to_staff(desk: Client, order: Order) -> None:
    bring(paid_trade(order), amount=1)
    assert "1 条待核对" in desk.get(reverse("payments:orders")).content.decode()
    page = desk.get(reverse("payments:messages")).content.decode()
    assert f"订单 {order.number}：平台金额 0.01 元，应为 30 元" in page
    assert desk.get(reverse("payments:messages"), {"show": "accepted"}).context["page"].paginator.count == 0


def test_what_is_not_there_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("payments:order", args=[uuid4()])).status_code == 404
    assert post(desk, "refund-again", uuid4()).status_code == 404


def test_a_refund_that_failed_long_ago_still_names_its_reason(desk: Client, many: dict[str, Order]) -> None:
    Refund.objects.failed().update(requested_at=timezone.now() - timedelta(days=400))
    page = desk.get(reverse("payments:order", args=[many["refund-failed"].uuid])).content.decode()
    assert "会审未通过" in page
