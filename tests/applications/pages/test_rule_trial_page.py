"""The page of a trial of photo rules: its numbers, its list, and what may be made of it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from pytest_django.fixtures import DjangoAssertNumQueries

from applications.domain.start_trial import start_trial
from applications.forms.photo_rules import PhotoRulesForm
from applications.models import Photo, RuleTrial, RuleTrialChange
from applications.photos.rules import PhotoRules
from applications.statuses import Status
from selfexam.catalogue.domain.change_photo_rules import change_photo_rules, rules_in_force
from selfexam.jobs.models import Job
from tests.applications.pages.photo_rules_page import SignIn, form_of, page_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


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


def test_limits_of_the_evenness_go_back_with_it_when_a_trial_is_worked_on(signed_in: SignIn, cast: Cast) -> None:
    """The page of the trial shows the strict limits; with 一般 chosen there they are those of 一般 again."""
    start_trial(cast.batch, PhotoRules(background="strict"), by=cast.chief)
    client, begun = signed_in(cast.chief), PhotoRulesForm(start=PhotoRules(background="strict"), seen=1)
    page = client.get(f"{page_of(cast.batch)}?from=trial").content.decode()
    assert 'id="id_limit_background_range" value="5"' in page
    (address,) = re.findall(r'<form method="post" action="([^"]*photo-rules[^"]*)"', page)
    values = {name: begun[name].value() for name in begun.fields}
    sent = {name: value for name, value in values.items() if value not in (None, [])}
    client.post(address, sent | {"do": "try", "background": "normal", "limit_roll_most": "5"})
    assert RuleTrial.objects.get().rules == {"roll_most": 5}


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


def test_a_running_trial_goes_on_asking_for_what_was_chosen(signed_in: SignIn, cast: Cast) -> None:
    start_trial(cast.batch, PhotoRules(roll_most=5), by=cast.chief)
    address = f"{page_of(cast.batch)}trial/?rule=roll&became=fail"
    page = signed_in(cast.chief).get(address).content.decode()
    assert f'hx-get="{escape(address)}"' in page


@pytest.mark.parametrize("do", ["enforce", "again"])
def test_a_trial_of_a_limit_that_there_is_no_more_is_answered_with_a_sentence(
    cast: Cast, tried: tuple[Client, RuleTrial, list[Photo]], do: str
) -> None:
    client, trial, _ = tried
    RuleTrial.objects.update(rules={"roll_most": 0.5, "limits": {"gone_most": 3}})
    sent = {"do": do, "trial": trial.uuid, "note": "收紧"}
    answer = client.post(f"{page_of(cast.batch)}trial/", sent, follow=True)
    assert "没有名为 gone_most 的限值" in answer.content.decode()
    assert rules_in_force(cast.batch).version == 1
