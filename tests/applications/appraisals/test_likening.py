"""Likeness of handed-in self-appraisals: found in the background, kept beside, told to whom it may be told."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from applications.appraisals.likening import MOST_WRITTEN, liken_appraisal
from applications.appraisals.sketch import BANDS
from applications.domain.submit import submit
from applications.models import Application, AppraisalBand, AppraisalLikeness
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.applications.appraisals.texts import unrelated, with_replaced
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
TEXT = unrelated(1)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def handed_in(cast: Cast, text: str, **fields: object) -> Application:
    application = cast.application(Status.SUBMITTED, appraisal=text, **fields)
    liken_appraisal(application.pk)
    return application


def pairs() -> list[tuple[int, int]]:
    return list(AppraisalLikeness.objects.order_by("pk").values_list("first", "second"))


def test_handing_in_compares_in_the_background(cast: Cast, run_jobs: Callable[[], list[str]]) -> None:
    first = handed_in(cast, TEXT)
    draft = cast.application(Status.DRAFT, appraisal=with_replaced(TEXT, 0.1))
    submit(draft.uuid, declared=True, by=draft.record.holder)
    assert pairs() == []
    assert "liken_appraisal" in run_jobs()
    assert pairs() == [(first.pk, draft.pk)]


def test_a_draft_is_never_compared(cast: Cast) -> None:
    handed_in(cast, TEXT)
    draft = cast.application(Status.DRAFT, appraisal=TEXT)
    assert liken_appraisal(draft.pk) == 0
    assert (pairs(), AppraisalBand.objects.filter(application=draft).count()) == ([], 0)


def test_run_twice_writes_once(cast: Cast) -> None:
    first, second = handed_in(cast, TEXT), handed_in(cast, TEXT)
    liken_appraisal(second.pk)
    liken_appraisal(first.pk)
    assert pairs() == [(first.pk, second.pk)]
    assert AppraisalBand.objects.count() == 2 * BANDS


def test_a_text_that_was_rewritten_is_no_longer_alike(cast: Cast) -> None:
    handed_in(cast, TEXT)
    second = handed_in(cast, TEXT)
    Application.objects.filter(pk=second.pk).update(appraisal=unrelated(2))
    liken_appraisal(second.pk)
    assert pairs() == []


def test_the_same_person_and_another_batch_do_not_count(cast: Cast) -> None:
    first = handed_in(cast, TEXT)
    own = cast.application(Status.SUBMITTED, appraisal=TEXT)
    own.record.id_number = first.record.id_number
    own.record.id_digest = first.record.id_digest
    type(own.record).objects.filter(pk=own.record.pk).update(id_digest=first.record.id_digest)
    liken_appraisal(own.pk)
    last = Cast()
    handed_in(last, TEXT)
    assert pairs() == []


def test_a_text_handed_round_costs_a_few_rows_each(cast: Cast) -> None:
    for _ in range(12):
        handed_in(cast, TEXT)
    assert AppraisalLikeness.objects.count() <= 12 * MOST_WRITTEN


def test_another_is_named_only_to_those_who_may_open_it(cast: Cast, signed_in: Sign) -> None:
    own = handed_in(cast, TEXT)
    other = handed_in(cast, TEXT, school=cast.other_school)
    page = signed_in(cast.reviewer).get(reverse("review:record", args=[own.uuid])).content.decode()
    assert "与本批次另一所学校的一份申请有 100% 的文字相同" in page
    assert (str(other.uuid) in page, other.record.grouped_admission_number in page) == (False, False)
    assert '<mark class="same">' not in page
    page = signed_in(cast.chen).get(reverse("review:record", args=[own.uuid])).content.decode()
    assert reverse("review:record", args=[other.uuid]) in page
    assert '<mark class="same">' in page


def test_a_candidate_never_learns_of_it(cast: Cast, signed_in: Sign) -> None:
    own = handed_in(cast, TEXT)
    handed_in(cast, TEXT)
    client = signed_in(own.record.holder)
    pages = [client.get(reverse(f"applications:{n}", args=[own.uuid])) for n in ("detail", "appraisal", "messages")]
    assert ["相似" in page.content.decode() or "相同" in page.content.decode() for page in pages] == [False] * 3
