"""The page of photo rules and of a trial, by role: what may be read, changed, tried and put in force."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from applications.domain.put_rules_in_force import put_rules_in_force
from applications.domain.refusals import NotAllowed
from applications.domain.start_trial import start_trial
from applications.forms.photo_rules import PhotoRulesForm
from applications.models import Photo, RuleTrial, RuleTrialChange
from applications.photos.background_colours import COLOURS
from applications.photos.checks import CHECKS
from applications.photos.field_limits import limits_of
from applications.photos.rules import PhotoRules
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.catalogue.domain.change_photo_rules import change_photo_rules, rules_in_force
from selfexam.catalogue.models import Batch, BatchEvent, PhotoRuleSet
from selfexam.jobs.models import Job
from tests.cast import Cast
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def page_of(batch: Batch) -> str:
    return f"/applications/photo-rules/{batch.code}/"


def form_of(batch: Batch, **changed: Any) -> dict[str, Any]:
    """What the page of `batch` would send back unchanged, with `changed` on top."""
    now = rules_in_force(batch)
    form = PhotoRulesForm(start=PhotoRules.from_json(now.rules), seen=now.version)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, [])} | changed


def enforce(client: Client, batch: Batch, **changed: Any) -> Any:
    return client.post(page_of(batch), form_of(batch, do="enforce", note="按新规范", **changed))


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


# The trial.


@pytest.fixture
def tried(cast: Cast, signed_in: SignIn) -> tuple[Client, RuleTrial, list[Photo]]:
    """A finished trial that changes three photos: of a submitted application, of another school, of a draft."""
    photos = [
        cast.application(Status.SUBMITTED).photos.get(),
        cast.application(Status.SUBMITTED, school=cast.other_school).photos.get(),
        cast.application(Status.DRAFT).photos.get(),
    ]
    client = signed_in(cast.chief)
    answer = client.post(page_of(cast.batch), form_of(cast.batch, do="try", limit_roll_most="0.5"))
    assert answer["Location"] == f"{page_of(cast.batch)}trial/"
    trial = RuleTrial.objects.get()
    ways = (("clean", "fail", "roll"), ("clean", "warn", "roll"), ("clean", "fail", "centred"))
    RuleTrialChange.objects.bulk_create(
        RuleTrialChange(
            trial=trial,
            photo=photo,
            was=was,
            now=now,
            codes=f"|{code}|",
            changes=[{"code": code, "title": "规则", "was": was, "now": now, "measured": "倾斜 2°，不超过 0.5°"}],
        )
        for photo, (was, now, code) in zip(photos, ways, strict=True)
    )
    counts = {
        "changed": 3,
        "verdicts": {"clean>fail": 2, "clean>warn": 1},
        "rules": {"roll": {"clean>fail": 1, "clean>warn": 1}, "centred": {"clean>fail": 1}},
    }
    RuleTrial.objects.update(counts=counts, done=trial.total, finished_at=cast.batch.apply_from)
    return client, RuleTrial.objects.get(), photos


def listed_on(page: str) -> set[str]:
    return set(re.findall(r'href="/review/applications/([0-9a-f-]{36})/"', page))


def test_the_result_says_how_many_and_lists_those_whose_application_may_be_opened(
    cast: Cast, tried: tuple[Client, RuleTrial, list[Photo]]
) -> None:
    client, _, photos = tried
    page = client.get(f"{page_of(cast.batch)}trial/").content.decode()
    tiles = re.findall(r'<b class="num">(\d+)</b>', page)
    assert tiles[:3] == ["2", "1", "0"]
    assert listed_on(page) == {str(photo.application.uuid) for photo in photos[:2]}
    assert "另有 1 张属于还没有提交的申请，不列出" in page
    assert "4° →</span> 0.5°" in page


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("", {0, 1}),
        ("?rule=roll", {0, 1}),
        ("?rule=centred", set()),
        ("?became=fail", {0}),
        ("?became=warn", {1}),
        ("?became=clean", set()),
        ("?rule=nothing&became=everything", {0, 1}),
        ("?page=99", {0, 1}),
    ],
)
def test_the_list_is_filtered_by_rule_and_by_what_the_photo_became(
    cast: Cast, tried: tuple[Client, RuleTrial, list[Photo]], query: str, listed: set[int]
) -> None:
    client, _, photos = tried
    page = client.get(f"{page_of(cast.batch)}trial/{query}").content.decode()
    assert listed_on(page) == {str(photos[index].application.uuid) for index in listed}


def test_the_links_open_for_the_institute(cast: Cast, tried: tuple[Client, RuleTrial, list[Photo]]) -> None:
    client, _, photos = tried
    page = client.get(f"{page_of(cast.batch)}trial/").content.decode()
    links = [link for link in re.findall(r'href="(/review/[^"]+)"', page) if str(photos[0].application.uuid) in link]
    assert client.get(links[0]).status_code == 200


def test_the_page_asks_the_same_queries_however_many_photos_it_lists(
    cast: Cast, tried: tuple[Client, RuleTrial, list[Photo]], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, trial, _ = tried
    address = f"{page_of(cast.batch)}trial/"
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        photo = cast.application(Status.SUBMITTED).photos.get()
        RuleTrialChange.objects.create(trial=trial, photo=photo, was="clean", now="fail", codes="|roll|", changes=[])
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_the_tried_rules_are_put_in_force_or_worked_on(
    cast: Cast, tried: tuple[Client, RuleTrial, list[Photo]]
) -> None:
    client, trial, _ = tried
    address = f"{page_of(cast.batch)}trial/"
    assert (
        'name="limit_roll_most" id="id_limit_roll_most" value="0.5"'
        in client.get(f"{page_of(cast.batch)}?from=trial").content.decode()
    )
    empty = client.post(address, {"do": "enforce", "trial": trial.uuid, "note": ""})
    assert (empty.status_code, "启用前请写明修改原因" in empty.content.decode()) == (422, True)
    other = client.post(address, {"do": "enforce", "trial": "another", "note": "收紧"})
    assert "刚刚开始了另一次试算" in other.content.decode()
    client.post(address, {"do": "enforce", "trial": trial.uuid, "note": "收紧"})
    assert (rules_in_force(cast.batch).version, rules_in_force(cast.batch).rules) == (2, {"roll_most": 0.5})
    again = client.post(address, {"do": "enforce", "trial": trial.uuid, "note": "收紧"}, follow=True)
    assert "没有改动" in again.content.decode()
    assert "这些规则就是现行的第 2 版" in client.get(address).content.decode()


def test_a_trial_of_an_older_version_cannot_be_put_in_force(
    cast: Cast, tried: tuple[Client, RuleTrial, list[Photo]]
) -> None:
    client, trial, _ = tried
    change_photo_rules(cast.batch, {"roll_most": 3}, seen=1, note="", by_id=cast.chief.pk, changes=[])
    address = f"{page_of(cast.batch)}trial/"
    page = client.get(address).content.decode()
    assert "试算以后，规则已改为第 2 版" in page
    assert "启用</button>" not in page
    answer = client.post(address, {"do": "enforce", "trial": trial.uuid, "note": "收紧"})
    assert (answer.status_code, "请核对差别后再启用" in answer.content.decode()) == (422, True)
    assert rules_in_force(cast.batch).rules == {"roll_most": 3}


def test_a_running_trial_asks_for_itself_and_a_broken_one_can_go_on(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.chief)
    start_trial(cast.batch, PhotoRules(roll_most=5), by=cast.chief)
    address = f"{page_of(cast.batch)}trial/"
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in whole
    assert part.lstrip().startswith('<div id="trial"')
    assert "正在进行，0%" in client.get(page_of(cast.batch)).content.decode()
    Job.objects.update(state=Job.State.FAILED, finished_at=cast.batch.apply_from)
    broken = client.get(address).content.decode()
    assert "试算中断了" in broken
    assert "every 2s" not in broken
    client.post(address, {"do": "again"})
    assert Job.objects.live().filter(kind="try_photo_rules").count() == 1


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
