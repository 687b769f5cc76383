from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.domain.save_batch import fingerprint
from selfexam.catalogue.models import Batch, BatchEvent
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import BatchFactory, PlanFactory, PlanSlotFactory, SlotCourseFactory
from tests.factories.records import RecordFactory

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
NEW = {
    "name": "2026 年下半年",
    "code": "2026h2",
    "apply_from": "2026-11-26T09:00",
    "apply_until": "2026-12-09T15:00",
    "review_until": "2026-12-09T15:00",
    "pay_until": "2026-12-09T15:00",
    "collective_from": "2026-12-12",
    "collective_until": "2026-12-28",
    "graduation_date": "2026-12-30",
    "review_fee_yuan": "30",
    "exemption_fee_yuan": "15",
    "least_appraisal": "200",
    "least_kb": "50",
    "most_kb": "",
    "background": "normal",
    "numbering": "imported",
}


@pytest.fixture
def lead(signed_in: SignedIn) -> Client:
    return signed_in(UserFactory(role=Role.INSTITUTE_LEAD, name="陈主任"))


def form_of(batch: Batch, **changed: str) -> dict[str, str]:
    """What the page of `batch` would send back unchanged, with `changed` on top."""
    sent = {
        name: f"{timezone.localtime(getattr(batch, name)):%Y-%m-%dT%H:%M}"
        for name in ("apply_from", "apply_until", "review_until", "pay_until")
    }
    days = {name: str(getattr(batch, name)) for name in ("collective_from", "collective_until", "graduation_date")}
    published = {name: "on" for name in ("is_published", "allows_same_batch") if getattr(batch, name)}
    own = {"name": batch.name, "code": batch.code, "seen": fingerprint(batch)}
    return {**NEW, **sent, **days, **published, **own, **changed}


def on_the_minute(**fields: object) -> Batch:
    return BatchFactory(now=timezone.now().replace(second=0, microsecond=0), **fields)


def test_the_lead_sets_up_a_batch_with_fees_in_yuan(lead: Client) -> None:
    answer = lead.post("/batches/new/", {**NEW, "review_fee_yuan": "30.50", "least_kb": "60"})
    assert answer["Location"] == "/batches/2026h2/edit/"
    batch = Batch.objects.get()
    assert (batch.review_fee, batch.exemption_fee, batch.is_published) == (3050, 1500, False)
    assert batch.photo_rules["least_bytes"] == 61440
    assert timezone.localtime(batch.apply_until).hour == 15
    assert [(e.label, e.by.name) for e in batch.events.all()] == [("新建批次", "陈主任")]
    assert "新建批次" in lead.get("/batches/2026h2/edit/").content.decode()
    assert "2026 年下半年" in lead.get("/batches/").content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"apply_until": "2026-11-26T09:00"}, "申请截止要晚于申请开始"),
        ({"review_until": "2026-12-08T15:00"}, "初审截止不能早于申请截止"),
        ({"pay_until": "2026-12-09T14:59"}, "缴费截止不能早于初审截止"),
        ({"collective_until": "2026-12-11"}, "会审结束不能早于会审开始"),
        ({"review_fee_yuan": "0"}, "毕业审定费（元）不能小于 0.01 元"),
        ({"review_fee_yuan": "三十"}, "毕业审定费（元）要写成数字，例如 30"),
        ({"apply_from": "昨天"}, "申请开始要有日期和时间"),
        ({"apply_from": "0001-01-01T00:00"}, "年份是 1，请核对"),
        ({"graduation_date": "9999-12-31"}, "年份是 9999，请核对"),
        ({"least_kb": "0"}, "照片文件不小于（KB）是 1 到 1024 之间的整数"),
        ({"code": "下半年"}, "批次代码只能用小写字母、数字和连字符"),
        ({"code": "2026H2"}, "批次代码只能用小写字母、数字和连字符"),
        ({"code": "2026_h2"}, "批次代码只能用小写字母、数字和连字符"),
        ({"graduation_date": "2012-12-30"}, "毕业日期不能早于申请开始，请核对年份"),
        ({"collective_from": "2025-12-12"}, "会审开始不能早于申请开始，请核对年份"),
        ({"name": ""}, "请填写名称"),
        ({"name": "名" * 41}, "名称太长，请缩短到 40 字以内"),
    ],
)
def test_a_window_that_cannot_be_is_answered_at_its_field(lead: Client, changed: dict[str, str], sentence: str) -> None:
    answer = lead.post("/batches/new/", {**NEW, **changed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(sentence) == 2
    assert Batch.objects.count() == 0


def test_the_same_code_twice_is_refused(lead: Client) -> None:
    lead.post("/batches/new/", NEW)
    assert "已有这个批次代码，请换一个" in lead.post("/batches/new/", NEW).content.decode()
    assert Batch.objects.count() == 1


def test_the_same_name_twice_is_refused_and_keeping_it_is_not(lead: Client) -> None:
    lead.post("/batches/new/", NEW)
    assert "已有同名的批次，请换一个名称" in lead.post("/batches/new/", {**NEW, "code": "2026h3"}).content.decode()
    batch = Batch.objects.get()
    assert lead.post("/batches/2026h2/edit/", form_of(batch, least_appraisal="300")).status_code == 302
    assert Batch.objects.get().least_appraisal == 300


def test_an_imported_code_in_capitals_can_stay(lead: Client) -> None:
    batch = on_the_minute(code="2026H2")
    assert lead.post("/batches/2026H2/edit/", form_of(batch, review_fee_yuan="40")).status_code == 302
    assert Batch.objects.get().review_fee == 4000


def test_an_extended_deadline_is_recorded_from_and_to(lead: Client) -> None:
    batch = on_the_minute()
    later = timezone.localtime(batch.pay_until + timedelta(days=2))
    lead.post(f"/batches/{batch.code}/edit/", form_of(batch, pay_until=f"{later:%Y-%m-%dT%H:%M}", background="normal"))
    event = BatchEvent.objects.get()
    was = timezone.localtime(batch.pay_until)
    assert event.changes == [{"label": "缴费截止", "from": f"{was:%Y-%m-%d %H:%M}", "to": f"{later:%Y-%m-%d %H:%M}"}]
    assert f"{later:%Y-%m-%d %H:%M}" in lead.get(f"/batches/{batch.code}/edit/").content.decode()


def test_saving_the_same_values_leaves_no_trace(lead: Client) -> None:
    batch = on_the_minute(photo_rules={"least_bytes": 51200, "other": 1})
    lead.post(f"/batches/{batch.code}/edit/", form_of(batch))
    first = BatchEvent.objects.count()
    lead.post(f"/batches/{batch.code}/edit/", form_of(Batch.objects.get()))
    assert (first, BatchEvent.objects.count()) == (0, 0)
    assert Batch.objects.get().photo_rules["other"] == 1


def test_the_most_size_of_a_photo_is_the_one_of_the_photo_rules(lead: Client) -> None:
    batch = on_the_minute(photo_rules={"most_bytes": 500 * 1024})
    address = f"/batches/{batch.code}/edit/"
    assert lead.get(address).context["form"].initial["most_kb"] == 500
    later = timezone.localtime(batch.pay_until + timedelta(days=2))
    lead.post(address, form_of(batch, most_kb="500", pay_until=f"{later:%Y-%m-%dT%H:%M}"))
    assert (Batch.objects.get().pay_until, Batch.objects.get().photo_rules) == (
        later.replace(second=0, microsecond=0),
        {"most_bytes": 500 * 1024},
    )
    lead.post(address, form_of(Batch.objects.get(), most_kb=""))
    assert Batch.objects.get().photo_rules["most_bytes"] is None
    changes = BatchEvent.objects.get(label="修改照片规则").changes
    assert changes == [{"label": "照片文件不大于", "from": "500 KB", "to": "不限"}]


def test_publishing_is_named(lead: Client) -> None:
    batch = on_the_minute(is_published=False)
    lead.post(f"/batches/{batch.code}/edit/", form_of(batch, is_published="on"))
    assert BatchEvent.objects.get().label == "发布批次"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"code": "other"}, "批次代码不能再改"), ({"is_published": ""}, "不能取消发布")],
)
def test_what_candidates_rely_on_cannot_be_taken_away(lead: Client, changed: dict[str, str], sentence: str) -> None:
    batch = on_the_minute()
    record = RecordFactory()
    Application.objects.create(batch=batch, record=record, school=record.school)
    sent = {key: value for key, value in form_of(batch, **changed).items() if value or key == "name"}
    assert sentence in lead.post(f"/batches/{batch.code}/edit/", sent).content.decode()
    stored = Batch.objects.get()
    assert (stored.code, stored.is_published) == (batch.code, True)


def test_a_published_deadline_cannot_be_moved_into_the_past(lead: Client) -> None:
    batch = on_the_minute()
    past = f"{timezone.localtime() - timedelta(days=1):%Y-%m-%dT%H:%M}"
    sent = form_of(batch, apply_until=past, review_until=past, pay_until=past)
    assert "不能提前到已经过去的时间" in lead.post(f"/batches/{batch.code}/edit/", sent).content.decode()
    assert Batch.objects.get().pay_until == batch.pay_until


def test_a_stale_page_does_not_overwrite_a_colleague(lead: Client) -> None:
    batch = on_the_minute()
    sent = form_of(batch, name="我的名称")
    Batch.objects.update(name="同事的名称")
    assert "刚刚被别人改过" in lead.post(f"/batches/{batch.code}/edit/", sent).content.decode()
    assert Batch.objects.get().name == "同事的名称"


def test_a_reviewer_is_told_who_sets_batches_and_a_school_finds_nothing(signed_in: SignedIn) -> None:
    answer = signed_in(UserFactory(role=Role.INSTITUTE_REVIEWER)).get("/batches/")
    assert answer.status_code == 403
    assert "批次由考试院负责人设置" in answer.content.decode()
    assert signed_in(UserFactory(role=Role.SCHOOL_LEAD)).get("/batches/").status_code == 404


def test_the_official_setting_offers_no_demonstration_numbers(lead: Client, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    assert "演示校验码" not in lead.get("/batches/new/").content.decode()


def test_every_desk_may_read_the_plans_and_candidates_may_not(signed_in: SignedIn) -> None:
    plan = PlanFactory(programme__code="050101", version="2022")
    SlotCourseFactory(slot=PlanSlotFactory(plan=plan, number="1"), course__code="00538", course__name="中国古代文学史")
    clerk = signed_in(UserFactory(role=Role.UNIT_CLERK))
    assert "中国古代文学史" in clerk.get("/programmes/050101/bachelor/plans/2022/").content.decode()
    page = clerk.get("/programmes/050101/").content.decode()
    assert "至少 13 门、73 学分" in page
    assert signed_in(UserFactory(role=Role.SCHOOL_LEAD)).get("/programmes/").status_code == 200
    assert signed_in(UserFactory(role=Role.SCHOOL_LEAD)).get("/programmes/999999/").status_code == 404
    assert signed_in(UserFactory()).get("/programmes/").status_code == 404
