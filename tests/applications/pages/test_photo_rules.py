"""The page of photo rules by role: what may be read, changed and put in force."""

import re
from typing import Any

import pytest

from applications.domain.put_rules_in_force import put_rules_in_force
from applications.domain.refusals import NotAllowed
from applications.domain.start_trial import start_trial
from applications.photos.background_colours import COLOURS
from applications.photos.checks import CHECKS
from applications.photos.field_limits import limits_of
from applications.photos.rules import PhotoRules
from applications.statuses import Status
from selfexam.catalogue.domain.change_photo_rules import change_photo_rules, rules_in_force
from selfexam.catalogue.models import Batch, BatchEvent, PhotoRuleSet
from tests.applications.pages.photo_rules_page import SignIn, enforce, form_of, page_of
from tests.cast import Cast
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_the_page_lists_every_rule_limit_and_colour_that_is_declared(signed_in: SignIn, cast: Cast) -> None:
    page = signed_in(cast.chief).get(page_of(cast.batch)).content.decode()
    for check in CHECKS:
        assert f"<h3>{check.rule.title}</h3>" in page
        for limit in limits_of(check.rule):
            assert f'name="limit_{limit.key}"' in page
            assert limit.label in page
        assert (f'name="state_{check.rule.code}"' in page) is not check.rule.about_file
    for colour in COLOURS.values():
        assert colour.name in page
        assert ", ".join(map(str, colour.rgb)) in page
    assert "通知 一(一)3(6)" in page


def test_the_lead_puts_a_change_in_force(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.chief)
    answer = enforce(client, cast.batch, limit_roll_most="５.5", state_centred="off", background_colours=["white"])
    assert answer["Location"] == page_of(cast.batch)
    batch = Batch.objects.get(pk=cast.batch.pk)
    assert batch.photo_rules == {"roll_most": 5.5, "off": ["centred"], "background_colours": ["white"]}
    assert batch.photo_rules == rules_in_force(batch).rules
    event = BatchEvent.objects.get()
    assert event.changes == [
        {"label": "人像居中", "from": "照常检查", "to": "停用"},
        {"label": "双眼水平，倾斜不超过", "from": "4°", "to": "5.5°"},
        {"label": "背景颜色", "from": "不限", "to": "白色"},
    ]
    page = client.get(page_of(cast.batch)).content.decode()
    assert "第 2 版已启用，以后上传的照片按它检查。" in page
    assert "按新规范" in page
    assert re.search(r"双眼水平，倾斜不超过：<span class=\"soft\">4° →</span> 5.5°", page)


def test_a_double_click_is_one_version(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.chief)
    sent = form_of(cast.batch, do="enforce", note="放宽", limit_roll_most="5")
    client.post(page_of(cast.batch), sent)
    answer = client.post(page_of(cast.batch), sent, follow=True)
    assert "没有改动" in answer.content.decode()
    assert PhotoRuleSet.objects.filter(batch=cast.batch).count() == 2


def test_a_stale_page_keeps_what_was_filled_in_and_says_what_is_new(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.chief)
    sent = form_of(cast.batch, do="enforce", note="放宽", limit_roll_most="5.25")
    colleague = PhotoRules(head_top_most=100)
    put_rules_in_force(cast.batch, colleague, seen=1, note="收紧", by=cast.chief)
    answer = client.post(page_of(cast.batch), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "规则已改为第 2 版" in page
    assert "头顶位置，头顶到上边最多：110 像素 → 100 像素" in page
    assert 'value="5.25"' in page
    assert "放宽" in page
    assert rules_in_force(cast.batch).version == 2
    again = client.post(page_of(cast.batch), sent | {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]})  # type: ignore[index]
    assert again.status_code == 302
    assert rules_in_force(cast.batch).version == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"limit_roll_most": "四"}, "双眼水平：倾斜不超过要写成数字，例如 4"),
        ({"limit_roll_most": "0,3"}, "双眼水平：倾斜不超过要写成数字"),
        ({"limit_roll_most": "nan"}, "要写成数字"),
        ({"limit_roll_most": "1e300"}, "要写成数字"),
        ({"limit_roll_most": ""}, "双眼水平：请填写倾斜不超过"),
        ({"limit_roll_most": "31"}, "双眼水平，倾斜不超过应在 0 到 30°之间"),
        ({"limit_head_top_least": "120"}, "应大于“头顶到上边最少”（120 像素）"),
        ({"limit_head_top_slack": "2.5"}, "之间，不带小数"),
        ({"limit_least_bytes": "50.5"}, "之间，不带小数"),
        ({"limit_most_bytes": "40"}, "应大于“文件不小于”（50 KB）"),
        ({"state_roll": "sometimes"}, "请重新选择“双眼水平”怎么检查"),
        ({"state_roll": ""}, "请选择“双眼水平”怎么检查"),
        ({"background": "plain"}, "请重新选择背景均匀程度"),
        ({"background_colours": ["pink"]}, "没有这个背景颜色"),
        ({"note": " "}, "启用前请写明修改原因"),
        ({"note": "长" * 201}, "修改原因最多 200 个字"),
        ({"seen": ""}, "页面不完整"),
    ],
)
def test_what_cannot_be_meant_is_answered_and_nothing_is_written(
    signed_in: SignIn, cast: Cast, changed: dict[str, Any], sentence: str
) -> None:
    sent = form_of(cast.batch, do="enforce", note="原因") | changed
    answer = signed_in(cast.chief).post(page_of(cast.batch), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert PhotoRuleSet.objects.filter(batch=cast.batch).count() == 1


def test_a_rule_about_the_file_cannot_be_switched_off_by_a_forged_form(signed_in: SignIn, cast: Cast) -> None:
    enforce(signed_in(cast.chief), cast.batch, state_format="off", limit_roll_most="5")
    assert Batch.objects.get(pk=cast.batch.pk).photo_rules == {"roll_most": 5}


def test_an_odd_key_in_force_neither_breaks_the_page_nor_goes_on(signed_in: SignIn, cast: Cast) -> None:
    Batch.objects.filter(pk=cast.batch.pk).update(photo_rules={"of_another_version": 1, "limits": {"old_key": 3}})
    client = signed_in(cast.chief)
    assert client.get(page_of(cast.batch)).status_code == 200
    enforce(client, cast.batch, limit_roll_most="5")
    assert Batch.objects.get(pk=cast.batch.pk).photo_rules == {"roll_most": 5}


def test_a_reviewer_reads_and_cannot_change(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.chen)
    start_trial(cast.batch, PhotoRules(roll_most=5), by=cast.chief)
    page = client.get(page_of(cast.batch)).content.decode()
    assert "启用</button>" not in page
    assert "照片规则由考试院负责人修改" in page
    for address in (page_of(cast.batch), f"{page_of(cast.batch)}trial/"):
        assert client.get(address).status_code == 200
        for do in ("try", "enforce", "again"):
            answer = client.post(address, form_of(cast.batch, do=do, note="x", limit_roll_most="5"))
            assert answer.status_code == 403
    assert rules_in_force(cast.batch).version == 1
    with pytest.raises(NotAllowed):
        put_rules_in_force(cast.batch, PhotoRules(roll_most=5), seen=1, note="x", by=cast.chen)


def test_schools_units_and_candidates_find_nothing(signed_in: SignIn, cast: Cast) -> None:
    start_trial(cast.batch, PhotoRules(roll_most=5), by=cast.chief)
    for user in (cast.lead, cast.reviewer, cast.clerk, cast.stranger):
        client = signed_in(user)
        for address in ("/applications/photo-rules/", page_of(cast.batch), f"{page_of(cast.batch)}trial/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {"do": "enforce"}).status_code in (404, 405)


def test_the_tab_leads_to_the_current_batch_and_to_any_other(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.chen)
    assert client.get("/applications/photo-rules/")["Location"] == page_of(cast.batch)
    other = Cast().batch
    assert client.get(f"/applications/photo-rules/?batch={other.code}")["Location"] == page_of(other)
    assert client.get("/applications/photo-rules/?batch=none").status_code == 404
    assert client.get(f"{page_of(cast.batch)}trial/").status_code == 404
    assert client.get(f"{page_of(cast.batch)}?from=trial").status_code == 200


def test_without_a_batch_the_page_says_so(signed_in: SignIn) -> None:
    page = signed_in(UserFactory(role="institute_lead")).get("/applications/photo-rules/").content.decode()
    assert "还没有批次" in page


def test_a_candidate_sees_the_guide_of_the_version_that_judged_and_the_size_in_force(
    signed_in: SignIn, cast: Cast
) -> None:
    draft = cast.application(Status.DRAFT)
    draft.photos.update(rule_set=rules_in_force(cast.batch))
    new = {"head_top_most": 90, "least_bytes": 60 * 1024}
    change_photo_rules(cast.batch, new, seen=1, note="", by_id=cast.chief.pk, changes=[])
    page = signed_in(draft.record.holder).get(f"/applications/{draft.uuid}/photo/").content.decode()
    assert "头顶应在 50 到 110 像素之间" in page
    assert "不小于 60 KB" in page


@pytest.mark.parametrize("odd", [{"of_another_version": 1}, {"head_top_least": 999}, {"limits": 3}, {"off": "roll"}])
def test_odd_rules_in_force_break_no_page_with_a_photo(signed_in: SignIn, cast: Cast, odd: dict[str, Any]) -> None:
    application = cast.application(Status.SUBMITTED)
    Batch.objects.filter(pk=cast.batch.pk).update(photo_rules=odd)
    assert signed_in(application.record.holder).get(f"/applications/{application.uuid}/photo/").status_code == 200
    assert signed_in(cast.reviewer).get(f"/review/first/{application.uuid}/").status_code == 200
