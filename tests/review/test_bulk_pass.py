"""Passing several together: only those without any doubt, each with its own record, and never one that changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.domain.refusals import AlreadyDone, NotAllowed, Refused
from applications.domain.withdraw import withdraw
from applications.models import Application, MaterialRule
from applications.statuses import Status
from review import clean
from review.domain.bulk_pass import start_bulk_pass, work_off
from review.domain.claims import claim
from review.domain.intake import take
from review.items import first_items
from review.models import BulkPass, BulkPassItem, FirstReview
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.jobs.models import Job
from tests.cast import Cast
from tests.review.audited import audited
from tests.review.bulk_desk import (
    BULK,
    RunJobs,
    Sign,
    cast,
    picks,
    posted,
    sorted_out,
    spoil_audit,
    spoil_photo,
    start,
    statuses,
)
from tests.review.papers.lists import CARD, MARKS, entry, general_lists

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def test_the_preview_says_what_is_missing_on_paper_and_keeps_nobody_back_for_it(cast: Cast, signed_in: Sign) -> None:
    (application,) = audited(cast)
    MaterialRule.objects.create(
        name="准考证复印件", route=application.record.route, block="graduation", position=1, copies=1
    )
    page = signed_in(cast.reviewer).get(BULK).content.decode()
    assert (str(application.uuid) in page, "还缺 准考证复印件" in page) == (True, True)


def test_the_preview_keeps_to_whose_the_list_asked_for(cast: Cast, signed_in: Sign) -> None:
    """Beside the list of what nobody holds stands a preview of the same."""
    free, mine = audited(cast, 2)
    claim(mine, by=cast.reviewer)
    client = signed_in(cast.reviewer)
    found = {held: client.get(f"{BULK}?held={held}").context["found"].clean for held in ("", "free", "mine")}
    assert {held: {one.pk for one in clean} for held, clean in found.items()} == {
        "": {free.pk, mine.pk},
        "free": {free.pk},
        "mine": {mine.pk},
    }


def test_what_does_not_wait_or_is_another_schools_is_not_spoken_of(cast: Cast) -> None:
    audited(cast)
    cast.application(Status.PAID)
    cast.application(Status.SUBMITTED, school=cast.other_school)
    found = sorted_out(cast)
    assert (len(found.clean), found.left_out, found.total) == (1, [], 0)


def test_everybody_passed_has_an_event_a_review_and_every_item_judged(cast: Cast, run_jobs: RunJobs) -> None:
    two = audited(cast, 2)
    bulk = start(cast, *two)
    assert statuses(*two) == [Status.SUBMITTED, Status.SUBMITTED]
    assert "bulk_first_review" in run_jobs()
    assert statuses(*two) == [Status.FIRST_PASSED, Status.FIRST_PASSED]
    for application in two:
        review = FirstReview.objects.get(application=application)
        judged = dict(review.judgements.values_list("item", "verdict"))
        assert judged == {item.value: "pass" for item in first_items(application)}
        assert (review.reviewer, review.conduct, review.note) == (cast.reviewer, "思想品德鉴定合格", "批量通过")
        assert application.events.filter(action="pass_first", by=cast.reviewer).count() == 1
    assert set(bulk.items.values_list("outcome", "sentence")) == {("passed", "")}


def test_what_changed_since_the_preview_is_left_out_with_its_sentence(cast: Cast, run_jobs: RunJobs) -> None:
    good, gone, doubtful, moved, taken = audited(cast, 5)
    bulk = start(cast, good, gone, doubtful, moved, taken)
    withdraw(gone.uuid, by=gone.record.holder)
    spoil_photo(doubtful, cast)
    Application.objects.filter(pk=moved.pk).update(version=moved.version + 1)
    claim(taken, by=cast.colleague)
    run_jobs()
    told = dict(bulk.items.values_list("application", "sentence"))
    assert told[good.pk] == ""
    assert told[gone.pk].startswith(f"这份申请已由 {gone.record.name} 于 ")
    assert told[gone.pk].endswith("处理：撤回申请")
    assert told[doubtful.pk] == "照片不是“检查合格”"
    assert told[moved.pk] == "页面打开之后，这份申请有了变化，请刷新后再操作"
    assert told[taken.pk] == "同事正在审核"
    waiting = Status.SUBMITTED
    assert statuses(good, gone, doubtful, moved, taken) == [
        Status.FIRST_PASSED,
        Status.WITHDRAWN,
        waiting,
        waiting,
        waiting,
    ]
    assert FirstReview.objects.count() == 1


def test_who_left_between_reading_and_confirming_stands_on_the_result_too(
    cast: Cast, signed_in: Sign, run_jobs: RunJobs
) -> None:
    good, gone = audited(cast, 2)
    withdraw(gone.uuid, by=gone.record.holder)
    bulk = start(cast, good, gone)
    run_jobs()
    outcomes = dict(bulk.items.values_list("application", "outcome"))
    assert outcomes == {good.pk: "passed", gone.pk: "left_out"}
    page = signed_in(cast.reviewer).get(reverse("review:bulk-result", args=[bulk.uuid])).content.decode()
    assert "通过 1 / 2 人" in page
    assert "处理：撤回申请" in page


def test_nothing_starts_without_the_conclusion_without_people_or_with_too_many(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = audited(cast, 2)
    with pytest.raises(NotAllowed, match="思想品德"):
        start_bulk_pass(cast.batch, picks(*two), confirmed=False, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="没有选人"):
        start(cast)
    monkeypatch.setattr("review.domain.bulk_pass.MOST", 1)
    with pytest.raises(NotAllowed, match="一次最多 1 人"):
        start(cast, *two)
    assert (BulkPass.objects.count(), Job.objects.filter(kind="bulk_first_review").count()) == (0, 0)


def test_nothing_starts_after_the_deadline(cast: Cast) -> None:
    (application,) = audited(cast)
    past = timezone.now() - timedelta(minutes=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=past, review_until=past)
    with pytest.raises(NotAllowed, match="初审已于"):
        start(cast, application)


@pytest.mark.parametrize("who", ["chen", "clerk", "outsider"])
def test_only_the_school_in_charge_passes_its_people(cast: Cast, who: str) -> None:
    (application,) = audited(cast)
    with pytest.raises(Refused):
        start_bulk_pass(cast.batch, picks(application), confirmed=True, by=getattr(cast, who))
    assert BulkPass.objects.count() == 0


def test_the_same_list_confirmed_twice_is_worked_off_once(cast: Cast, run_jobs: RunJobs) -> None:
    (application,) = audited(cast)
    start(cast, application)
    with pytest.raises(AlreadyDone, match="正在批量处理"):
        start(cast, application)
    run_jobs()
    with pytest.raises(AlreadyDone, match="都已处理"):
        start(cast, application)
    assert (BulkPass.objects.count(), FirstReview.objects.count()) == (1, 1)


def test_a_job_that_broke_off_is_gone_on_with_and_passes_nobody_twice(cast: Cast) -> None:
    two = audited(cast, 2)
    bulk = start(cast, *two)

    def broken(done: int, total: int) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        work_off(bulk, progress=broken)
    assert sorted(bulk.items.values_list("outcome", flat=True)) == ["passed", "waiting"]
    told: list[tuple[int, int]] = []
    assert work_off(bulk, progress=lambda done, total: told.append((done, total))) == 1
    assert told == [(2, 2)]
    assert work_off(bulk) == 0
    assert FirstReview.objects.count() == 2


def test_a_reviewer_whose_account_was_closed_meanwhile_passes_nobody(cast: Cast, run_jobs: RunJobs) -> None:
    (application,) = audited(cast)
    bulk = start(cast, application)
    User.objects.filter(pk=cast.reviewer.pk).update(is_active=False)
    run_jobs()
    assert statuses(application) == [Status.SUBMITTED]
    assert "已停用" in bulk.items.get().sentence


def test_the_preview_shows_pictures_and_data_and_is_confirmed_in_words(
    cast: Cast, signed_in: Sign, run_jobs: RunJobs
) -> None:
    (application,) = audited(cast)
    client = signed_in(cast.reviewer)
    page = client.get(BULK).content.decode()
    assert reverse("applications:photo-image", args=[application.photos.get().uuid]) in page
    assert all(reverse("applications:document-image", args=[d.uuid]) in page for d in application.documents.all())
    assert application.appraisal[:20] in page
    refused = client.post(BULK, posted(application))
    assert refused.status_code == 422
    assert "勾选思想品德鉴定结论" in refused.content.decode()
    done = client.post(BULK, posted(application, conduct="yes"), follow=True)
    assert done.redirect_chain[-1][0] == reverse("review:bulk-result", args=[BulkPass.objects.get().uuid])
    assert "正在处理，还有 1 人" in done.content.decode()
    run_jobs()
    assert "通过 1 / 1 人" in client.get(done.redirect_chain[-1][0]).content.decode()


def test_somebody_unticked_stays_unticked_when_the_list_comes_back(cast: Cast, signed_in: Sign) -> None:
    kept, left = audited(cast, 2)
    page = signed_in(cast.reviewer).post(BULK, posted(kept)).content.decode()
    boxes = {a: page.split(f'value="{a.uuid}:{a.version}"')[1].split(">")[0] for a in (kept, left)}
    assert ("checked" in boxes[kept], "checked" in boxes[left]) == (True, False)


def test_odd_picks_count_as_none(cast: Cast, signed_in: Sign) -> None:
    odd = {"pick": ["x", "1:1", ":", "\x00:1", "9" * 40 + ":1"], "conduct": "yes"}
    answer = signed_in(cast.reviewer).post(BULK, odd)
    assert (answer.status_code, BulkPass.objects.count()) == (422, 0)


def test_another_schools_list_is_not_found(cast: Cast, signed_in: Sign) -> None:
    bulk = start(cast, *audited(cast))
    address = reverse("review:bulk-result", args=[bulk.uuid])
    assert signed_in(cast.colleague).get(address).status_code == 200
    assert signed_in(cast.outsider).get(address).status_code == 404


def test_a_list_whose_job_failed_can_be_gone_on_with(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    (application,) = audited(cast)
    bulk = start(cast, application)
    Job.objects.filter(kind="bulk_first_review").update(state=Job.State.FAILED, finished_at=timezone.now())
    client, address = signed_in(cast.reviewer), reverse("review:bulk-result", args=[bulk.uuid])
    assert "继续处理 1 人" in client.get(address).content.decode()
    client.post(reverse("review:bulk-again", args=[bulk.uuid]))
    run_jobs()
    assert statuses(application) == [Status.FIRST_PASSED]
    assert "继续处理" not in client.get(address).content.decode()


def test_the_preview_asks_as_often_for_many_as_for_few(cast: Cast, signed_in: Sign) -> None:
    client, counted = signed_in(cast.reviewer), []
    for more in (2, 8):
        spoil_audit(audited(cast, more)[0], cast)
        client.get(BULK)
        with CaptureQueriesContext(connection) as queries:
            client.get(BULK)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_list_is_no_longer_than_can_be_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "MOST", 2)
    three = audited(cast, 3)
    found = sorted_out(cast)
    assert (found.clean, found.more) == (three[:2], True)
    assert BulkPassItem.objects.count() == 0


def test_whoever_lacks_papers_is_not_ticked_beforehand(cast: Cast, signed_in: Sign) -> None:
    (whole,) = audited(cast)
    general_lists()
    lacking = audited(cast)[0]
    take(whole.uuid, [entry(whole, paper) for paper in (CARD, MARKS)], by=cast.reviewer)
    page = signed_in(cast.reviewer).get(BULK).content.decode()
    boxes = {a: page.split(f'value="{a.uuid}:{a.version}"')[1].split(">")[0] for a in (whole, lacking)}
    assert ("checked" in boxes[whole], "checked" in boxes[lacking]) == (True, False)
    assert "1 人的材料没有齐，没有预先勾选" in page
