"""The worklist's page: who holds a row, how much time is left, pages of a long list, and filters that stay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.statuses import Status
from review.desk_counts import desk_counts
from review.domain.claims import claim
from review.filters import Filters
from review.models import Claim
from review.queries import matching
from review.views import queue as queue_view
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
QUEUE = "/review/first/"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def rows(client: Client, **query: str) -> list[Application]:
    return list(client.get(QUEUE, query).context["page"].object_list)


def test_a_row_says_who_holds_it_and_how_much_time_is_left(cast: Cast, signed_in: Sign) -> None:
    Batch.objects.filter(pk=cast.batch.pk).update(
        apply_until=timezone.now() + timedelta(hours=5, minutes=9, seconds=30),
        review_until=timezone.now() + timedelta(hours=5, minutes=9, seconds=30),
    )
    held, free = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    claim(held, by=cast.colleague)
    html = signed_in(cast.reviewer).get(QUEUE).content.decode()
    of_held, of_free = (html.split(reverse("review:first", args=[a.uuid]))[1].split("</tr>")[0] for a in (held, free))
    assert "刘老师" in of_held
    assert "没人在审" in of_free
    assert of_held.count("5 小时 9 分") == of_free.count("5 小时 9 分") == 1


def test_a_claim_that_ran_out_is_shown_no_more(cast: Cast, signed_in: Sign) -> None:
    claim(cast.application(Status.SUBMITTED), by=cast.colleague)
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert [row.holder_name for row in rows(signed_in(cast.reviewer))] == [None]


def test_free_and_my_own_can_be_listed(cast: Cast, signed_in: Sign) -> None:
    mine, theirs, free = (cast.application(Status.SUBMITTED) for _ in range(3))
    claim(mine, by=cast.reviewer)
    claim(theirs, by=cast.colleague)
    client = signed_in(cast.reviewer)
    assert rows(client, held="mine") == [mine]
    assert rows(client, held="free") == [free]
    assert rows(client, held="nonsense") == [mine, theirs, free]


def test_pages_follow_each_other_without_gap_or_repetition(
    cast: Cast, signed_in: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_view, "PAGE", 2)
    made = [cast.application(Status.SUBMITTED) for _ in range(5)]
    client = signed_in(cast.reviewer)
    assert [row for page in "123" for row in rows(client, page=page)] == made
    assert rows(client, page="999") == made[4:]


def test_the_last_page_asks_as_often_as_the_first(cast: Cast, signed_in: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_view, "PAGE", 2)
    for _ in range(6):
        claim(cast.application(Status.SUBMITTED), by=cast.colleague)
    client = signed_in(cast.reviewer)
    client.get(QUEUE)
    counted = []
    for page in ("1", "3"):
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE, {"page": page})
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_numbers_above_the_list_are_the_schools_own(cast: Cast) -> None:
    now = timezone.now()
    first, again = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    Application.objects.filter(pk=first.pk).update(submitted_at=now - timedelta(days=2, hours=1))
    Application.objects.filter(pk=again.pk).update(returned_at=now - timedelta(days=3))
    unmoved = cast.application(Status.RETURNED)
    Application.objects.filter(pk=unmoved.pk).update(returned_at=now - timedelta(days=2, minutes=1))
    cast.application(Status.RETURNED)
    cast.application(Status.PAID)
    cast.application(Status.SUBMITTED, school=cast.other_school)
    counts = desk_counts(Application.objects.visible_to(cast.reviewer))
    states = {state: number for state, number in counts.by_state.items() if number}
    assert states == {"submitted": 2, "returned": 2, "paid": 1, "all": 5}
    assert (counts.again, counts.long, counts.unmoved) == (1, 1, 1)
    assert counts.oldest is not None
    assert timedelta(days=2, hours=1) <= counts.oldest < timedelta(days=2, hours=2)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("{number}", True),
        ("{begin}", True),
        ("{spaced}", True),
        ("{id}", True),
        ("{id_lower}", True),
        ("{id_part}", False),
        ("{name}", True),
        ("{given}", True),
        ("{name}x", False),
        ("999999999999", False),
    ],
)
def test_a_search_finds_by_number_by_whole_id_number_or_by_part_of_the_name(
    cast: Cast, typed: str, is_found: bool
) -> None:
    application = cast.application(Status.SUBMITTED)
    record = application.record
    text = typed.format(
        number=record.admission_number,
        begin=record.admission_number[:-1],
        spaced=record.grouped_admission_number,
        id=record.id_number,
        id_lower=record.id_number.lower(),
        id_part=record.id_number[:-1],
        name=record.name,
        given=record.name[1:],
    )
    assert list(matching(Application.objects.filter(pk=application.pk), text)) == ([application] if is_found else [])


def test_filters_go_along_to_the_page_to_the_next_and_back_to_the_list(cast: Cast, signed_in: Sign) -> None:
    first, second, _other = (cast.application(Status.SUBMITTED) for _ in range(3))
    Application.objects.filter(pk__in=[first.pk, second.pk]).update(returned_at=timezone.now() - timedelta(days=1))
    client, kept = signed_in(cast.reviewer), f"?returned=again&batch={cast.batch.code}"
    led = client.post(f"{reverse('review:next')}?returned=again")["Location"]
    assert led == reverse("review:first", args=[first.uuid]) + kept
    page = client.get(led).content.decode()
    escaped = kept.replace("&", "&amp;")
    assert f"{QUEUE}{escaped}" in page
    assert f"{reverse('review:next-after', args=[first.uuid])}{escaped}" in page
    after = client.post(reverse("review:next-after", args=[first.uuid]) + kept)["Location"]
    assert after == reverse("review:first", args=[second.uuid]) + kept
    Claim.objects.update(by=cast.colleague)
    nothing = client.post(reverse("review:next") + kept, follow=True)
    assert "按现在的条件，没有其他待审的申请了" in nothing.content.decode()
    assert nothing.redirect_chain[-1][0] == QUEUE + kept


def test_a_whole_list_is_told_from_a_narrowed_one() -> None:
    assert Filters(state=Status.PAID).is_whole
    narrowed = [{"text": "林"}, {"programme": "050101"}, {"held": "mine"}, {"returned": "again"}, {"unit": "U1"}]
    assert [Filters(**one).is_whole for one in narrowed] == [False] * 5  # type: ignore[arg-type]


def test_the_tile_of_those_who_wait_long_opens_exactly_them(cast: Cast, signed_in: Sign) -> None:
    long, _ = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    Application.objects.filter(pk=long.pk).update(submitted_at=timezone.now() - timedelta(days=2, minutes=1))
    client = signed_in(cast.reviewer)
    page = client.get(QUEUE)
    assert page.context["counts"].long == 1
    assert "?state=submitted&amp;waited=long&amp;" in page.content.decode()
    assert rows(client, waited="long") == [long]
    assert len(rows(client, waited="nonsense")) == 2


def test_long_is_counted_from_the_state_that_is_listed(cast: Cast, signed_in: Sign) -> None:
    old, new = cast.application(Status.RETURNED), cast.application(Status.RETURNED)
    longer = timezone.now() - timedelta(days=3)
    Application.objects.filter(pk=old.pk).update(submitted_at=longer, returned_at=longer)
    Application.objects.filter(pk=new.pk).update(submitted_at=longer, returned_at=timezone.now())
    assert rows(signed_in(cast.reviewer), state="returned", waited="long") == [old]


def test_a_draft_at_the_counter_is_not_called_without_findings(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application(Status.DRAFT)
    Application.objects.filter(pk=draft.pk).update(
        counter_opened_by=cast.reviewer, counter_opened_at=timezone.now(), counter_reason="考生没有手机"
    )
    page = signed_in(cast.reviewer).get(QUEUE, {"state": "all"})
    assert [row.pk for row in page.context["page"].object_list] == [draft.pk]
    assert "无异常" not in page.content.decode()


def test_the_navigation_counts_what_the_first_tab_counts(cast: Cast, signed_in: Sign) -> None:
    for status in (Status.SUBMITTED, Status.SUBMITTED, Status.PAID):
        cast.application(status)
    page = signed_in(cast.reviewer).get(QUEUE)
    assert [(tab.label, tab.count) for tab in page.context["tabs"] if tab.count] == [("初审", 2)]
    assert page.context["tabs_of_desk"][0] == (Status.SUBMITTED, "待审", 2)


@pytest.mark.parametrize("typed", ["阿依·示例", "阿依•示", "依．示例", "依.示", " 阿依・示例 "])
def test_a_name_is_found_whichever_middle_dot_was_typed(cast: Cast, signed_in: Sign, typed: str) -> None:
    found, _ = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    StudentRecord.objects.filter(pk=found.record_id).update(name="阿依·示例")
    assert rows(signed_in(cast.reviewer), q=typed) == [found]


def test_a_number_is_found_in_groups_with_dashes_and_in_full_width(cast: Cast, signed_in: Sign) -> None:
    found, _ = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    number, client = found.record.admission_number, signed_in(cast.reviewer)
    groups = (number[:4], number[4:8], number[8:])
    wide = number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert [rows(client, q=text) for text in (" ".join(groups), "-".join(groups), wide)] == [[found]] * 3
