"""Begin, edit, submit, correct, withdraw, lapse: each act of the candidate and the clock, and each of its refusals."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.checklists import Checklists
from applications.domain.begin import begin
from applications.domain.edit import save_part
from applications.domain.lapse import lapse_overdue
from applications.domain.refusals import NotAllowed
from applications.domain.send_back import send_back
from applications.domain.submit import submit
from applications.domain.withdraw import withdraw
from applications.models import Application, MaterialRule, Photo
from applications.sections import Section
from applications.statuses import Status
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch
from tests.cast import Cast
from tests.factories.catalogue import BatchFactory
from tests.factories.records import graduating_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def close(batch: Batch) -> None:
    now = timezone.now()
    Batch.objects.filter(pk=batch.pk).update(
        apply_from=now - timedelta(days=9), apply_until=now, review_until=now, pay_until=now
    )


def test_beginning_twice_gives_the_same_draft(cast: Cast) -> None:
    application = cast.application(Status.DRAFT)
    assert begin(application.record, cast.batch, by=application.record.holder) == application


def test_nobody_begins_outside_the_window(cast: Cast) -> None:
    close(cast.batch)
    cast.batch.refresh_from_db()
    record = graduating_record(plan=cast.plan, school=cast.school)
    with pytest.raises(NotAllowed, match="截止"):
        begin(record, cast.batch, by=cast.stranger)


def test_a_graduated_record_begins_nothing(cast: Cast) -> None:
    record = graduating_record(plan=cast.plan, school=cast.school, graduated_on=timezone.localdate())
    with pytest.raises(NotAllowed, match="已经办理过毕业"):
        begin(record, cast.batch, by=cast.stranger)


def test_the_next_batch_begins_with_what_was_written_before(cast: Cast) -> None:
    lapsed = cast.application(Status.LAPSED, phone="13800001111")
    again = begin(lapsed.record, BatchFactory(), by=lapsed.record.holder)
    assert (again.phone, again.appraisal, again.declared_at) == ("13800001111", lapsed.appraisal, None)


def test_a_part_is_saved_and_raises_the_version(cast: Cast) -> None:
    draft = cast.application(Status.DRAFT)
    saved = save_part(draft.uuid, Section.CONTACT, {"phone": "13800002222"}, by=draft.record.holder)
    assert (saved.phone, saved.version) == ("13800002222", draft.version + 1)


def test_somebody_elses_part_is_not_found(cast: Cast) -> None:
    draft = cast.application(Status.DRAFT)
    with pytest.raises(Application.DoesNotExist):
        save_part(draft.uuid, Section.CONTACT, {"phone": "13800002222"}, by=cast.stranger)


def test_nothing_is_edited_while_the_school_reviews(cast: Cast) -> None:
    waiting = cast.application(Status.SUBMITTED)
    with pytest.raises(NotAllowed, match="学校审核中"):
        save_part(waiting.uuid, Section.CONTACT, {"phone": "13800002222"}, by=waiting.record.holder)


def test_submitting_needs_the_declaration(cast: Cast) -> None:
    draft = cast.application(Status.DRAFT)
    with pytest.raises(NotAllowed, match="承诺"):
        submit(draft.uuid, declared=False, by=draft.record.holder)


def test_submitting_freezes_the_audit(cast: Cast) -> None:
    draft = cast.application(Status.DRAFT)
    submitted = submit(draft.uuid, declared=True, by=draft.record.holder, seen_version=draft.version)
    assert (submitted.status, submitted.audit_at_submission["verdict"]) == (Status.SUBMITTED, "pass")
    assert submitted.first_submitted_at == submitted.submitted_at


@pytest.mark.parametrize(("verdict", "word"), [(Photo.Verdict.FAIL, "证件照"), (Photo.Verdict.PENDING, "证件照")])
def test_a_photo_that_fails_or_waits_stops_the_submission(cast: Cast, verdict: str, word: str) -> None:
    draft = cast.application(Status.DRAFT)
    checked = None if verdict == Photo.Verdict.PENDING else timezone.now()
    draft.photos.update(verdict=verdict, checked_at=checked)
    with pytest.raises(NotAllowed, match=word):
        submit(draft.uuid, declared=True, by=draft.record.holder)


def test_after_a_return_only_the_returned_parts_open(cast: Cast) -> None:
    waiting = cast.application(Status.SUBMITTED)
    holder = waiting.record.holder
    send_back(waiting.uuid, {Section.CONTACT: "电话打不通，请核对"}, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="没有被退回"):
        save_part(waiting.uuid, Section.APPRAISAL, {"appraisal": "改"}, by=holder)
    with pytest.raises(NotAllowed, match="没有修改"):
        submit(waiting.uuid, declared=True, by=holder)
    save_part(waiting.uuid, Section.CONTACT, {"phone": "13800003333"}, by=holder)
    again = submit(waiting.uuid, declared=True, by=holder)
    assert (again.status, again.was_resubmitted) == (Status.SUBMITTED, True)
    assert again.first_submitted_at < again.submitted_at


def test_a_second_return_asks_for_the_second_rounds_parts_only(cast: Cast) -> None:
    waiting = cast.application(Status.SUBMITTED)
    holder = waiting.record.holder
    send_back(waiting.uuid, {Section.CONTACT: "电话打不通"}, by=cast.reviewer)
    save_part(waiting.uuid, Section.CONTACT, {"phone": "13800003333"}, by=holder)
    submit(waiting.uuid, declared=True, by=holder)
    send_back(waiting.uuid, {Section.APPRAISAL: "请写自己的经历"}, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="没有被退回"):
        save_part(waiting.uuid, Section.CONTACT, {"phone": "13800004444"}, by=holder)
    assert [part.round for part in waiting.returned_parts.all()] == [1, 2]


@pytest.mark.parametrize("parts", [{}, {Section.PHOTO: "   "}])
def test_a_return_without_a_reason_is_refused(cast: Cast, parts: dict[Section, str]) -> None:
    waiting = cast.application(Status.SUBMITTED)
    with pytest.raises(NotAllowed):
        send_back(waiting.uuid, parts, by=cast.reviewer)
    waiting.refresh_from_db()
    assert waiting.status == Status.SUBMITTED


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.FIRST_PASSED])
def test_a_candidate_withdraws_before_paying(cast: Cast, status: str) -> None:
    application = cast.application(status)
    assert withdraw(application.uuid, by=application.record.holder).status == Status.WITHDRAWN


def test_a_paid_application_is_not_withdrawn(cast: Cast) -> None:
    application = cast.application(Status.PAID)
    with pytest.raises(NotAllowed):
        withdraw(application.uuid, by=application.record.holder)


def test_the_clock_voids_everything_unpaid_at_the_deadline_and_nothing_else(cast: Cast) -> None:
    statuses = [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED, Status.PAID, Status.APPROVED]
    applications = [cast.application(status) for status in statuses]
    assert lapse_overdue() == 0
    close(cast.batch)
    # The stranger's draft of the cast lapses too.
    assert lapse_overdue() == 5
    assert lapse_overdue() == 0
    after = [Application.objects.get(pk=application.pk).status for application in applications]
    assert after == [Status.LAPSED] * 4 + [Status.PAID, Status.APPROVED]


def test_a_schools_own_material_list_comes_before_the_general_one(cast: Cast) -> None:
    common = {"route": Route.INDIVIDUAL, "level": Level.BACHELOR, "block": "graduation", "position": 1}
    MaterialRule.objects.create(name="准考证复印件", **common)
    MaterialRule.objects.create(name="本校表格", school=cast.school, **common)
    lists = Checklists.of_batch(cast.batch)
    found = [lists.of(school.pk, Route.INDIVIDUAL, Level.BACHELOR) for school in (cast.school, cast.other_school)]
    assert [[line.name for line in each.lines] for each in found] == [["本校表格"], ["准考证复印件"]]
