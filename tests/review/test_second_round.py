"""A return opens exactly its parts, the reason beside the field; a second round knows what changed and what not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.domain.edit import save_part
from applications.models import Application, Photo
from applications.photos.findings import Finding, Severity
from applications.sections import Section
from applications.statuses import Status
from review.domain.first import Judged, return_first
from review.evidence import evidence
from review.item_rows import ItemRow
from review.items import FirstItem, first_items
from review.models import ItemJudgement
from selfexam.accounts.models import User
from selfexam.records.models import Credit
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
REASON = "没有写自学考试期间的经历，请重写。"
SAME = "上次合格，没有变化"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def send_back(cast: Cast, application: Application, *items: FirstItem) -> None:
    judged = {i: Judged("return", REASON) if i in items else Judged("pass") for i in first_items(application)}
    return_first(application.uuid, judged, by=cast.reviewer, seen_version=None)


def hand_in_again(application: Application) -> None:
    """As lifecycle does; the guards are not asked, because the tests leave parts as they were."""
    Application.objects.filter(pk=application.pk).update(status=Status.SUBMITTED, submitted_at=timezone.now())


def rows(cast: Cast, application: Application) -> dict[str, ItemRow]:
    again = Application.objects.with_record().get(pk=application.pk)
    return {row.item.value: row for row in evidence(again, cast.reviewer)["items"]}


@pytest.fixture
def returned(cast: Cast) -> Application:
    application = cast.application(Status.SUBMITTED)
    send_back(cast, application, FirstItem.APPRAISAL)
    return application


PAGES = ("record", "courses", "contact", "appraisal", "photo", "id-card", "prior-degree", "materials")


def test_the_candidate_finds_exactly_the_returned_part_open(returned: Application, signed_in: Sign) -> None:
    client = signed_in(returned.record.holder)
    pages = {name: client.get(reverse(f"applications:{name}", args=[returned.uuid])) for name in PAGES}
    assert {name for name, page in pages.items() if not page.context["locked"]} == {"appraisal"}
    assert {name for name, page in pages.items() if REASON in page.content.decode()} == {"appraisal"}


def test_a_locked_part_refuses_what_is_posted_to_it(returned: Application, signed_in: Sign) -> None:
    client = signed_in(returned.record.holder)
    client.post(reverse("applications:contact", args=[returned.uuid]), {"phone": "13900000000", "address": "别处 1 号"})
    returned.refresh_from_db()
    assert (returned.phone, returned.address) == ("13800000073", "示例市样本区虚构路 1 号")


def test_the_reason_stands_beside_the_field_and_stays_until_it_is_handed_in(
    returned: Application, signed_in: Sign
) -> None:
    client, address = signed_in(returned.record.holder), reverse("applications:appraisal", args=[returned.uuid])
    html = client.get(address).content.decode()
    assert html.index('id="returned-reason"') < html.index('name="appraisal"')
    client.post(address, {"appraisal": "改写之后的自我鉴定，写自己学习的经历。" * 20})
    again = client.get(address).content.decode()
    assert "已修改，还没有重新提交" in again
    assert 'id="returned-reason"' in again


def test_what_was_returned_and_redone_is_told_from_what_was_left_as_it_was(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    send_back(cast, application, FirstItem.APPRAISAL, FirstItem.PRIOR_DEGREE)
    holder = application.record.holder
    save_part(application.uuid, Section.APPRAISAL, {"appraisal": "新写的经历。" * 60}, by=holder)
    save_part(application.uuid, Section.PRIOR_DEGREE, {"prior_number": application.prior_number}, by=holder)
    hand_in_again(application)
    seen = rows(cast, application)
    assert seen["appraisal"].told == "考生已修改：自我鉴定"
    assert seen["prior_degree"].told == "上次退回，考生没有改动"
    others = {name: row for name, row in seen.items() if name not in ("appraisal", "prior_degree")}
    assert {row.told for row in others.values()} == {SAME}
    assert all(row.settled for row in others.values())


def correct_the_record(application: Application) -> None:
    type(application.record).objects.filter(pk=application.record_id).update(name="林晓和")


def take_a_mark_away(application: Application) -> None:
    Credit.objects.filter(record=application.record).order_by("pk")[0].delete()


def judge_the_photo_again(application: Application) -> None:
    found = [Finding("glasses", Severity.WARN, "眼镜", "戴着眼镜").to_json()]
    Photo.objects.filter(application=application).update(verdict=Photo.Verdict.WARN, findings=found)


def hear_from_chsi(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(prior_check="not_found")


@pytest.mark.parametrize(
    ("change", "item", "told", "others"),
    [
        (correct_the_record, "record", "考籍", set()),
        (take_a_mark_away, "courses", "课程与成绩", set()),
        (judge_the_photo_again, "photo", "照片检查结果", set()),
        # The degree audit asks for the prior degree too.
        (hear_from_chsi, "prior_degree", "学信网核对", {"courses"}),
    ],
)
def test_a_locked_part_that_changed_all_the_same_is_shown_as_changed_and_not_preset(
    cast: Cast,
    returned: Application,
    signed_in: Sign,
    change: Callable[[Application], None],
    item: str,
    told: str,
    others: set[str],
) -> None:
    hand_in_again(returned)
    change(returned)
    seen = rows(cast, returned)
    assert seen[item].told == f"上次合格，之后有变化：{told}"
    assert {name for name, row in seen.items() if row.settled} == set(seen) - {item, "appraisal"} - others
    html = signed_in(cast.reviewer).get(reverse("review:first", args=[returned.uuid])).content.decode()
    assert f'name="verdict-{item}" value="pass" checked' not in html
    assert html.count('value="pass" checked') == len(seen) - 2 - len(others)


def test_a_judgement_from_before_facts_were_kept_claims_nothing(cast: Cast, returned: Application) -> None:
    ItemJudgement.objects.update(facts={})
    hand_in_again(returned)
    seen = rows(cast, returned)
    assert seen["record"].told == "上次合格，没有退回"
    assert seen["appraisal"].told == "考生已修改，请判定"


def test_facts_hold_no_personal_data(returned: Application) -> None:
    kept = "".join(str(judgement.facts) for judgement in ItemJudgement.objects.all())
    person = (returned.record.name, returned.record.id_number, returned.phone, returned.prior_number)
    assert [value for value in person if value in kept] == []


def test_an_item_left_open_in_one_round_keeps_its_judgement_of_the_round_before(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    send_back(cast, application, FirstItem.APPRAISAL)
    hand_in_again(application)
    return_first(application.uuid, {FirstItem.PHOTO: Judged("return", REASON)}, by=cast.reviewer, seen_version=None)
    hand_in_again(application)
    seen = rows(cast, application)
    assert seen["record"].settled
    assert seen["photo"].was_returned
