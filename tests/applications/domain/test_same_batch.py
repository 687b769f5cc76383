"""专本同办: a 本科 that rests on the own 专科 of the same batch, and waits for it at every desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from applications.audit import audit_record
from applications.completeness import part_states
from applications.domain.begin import begin
from applications.domain.lifecycle import advance
from applications.domain.refusals import NotAllowed
from applications.domain.save_prior import save_prior
from applications.domain.standing import keep_standing
from applications.models import Application, AuditStanding, Notice
from applications.same_batch import college_of
from applications.sections import Section
from applications.statuses import Status
from review.domain import collective
from review.domain.collective import Judged
from review.domain.release import release
from review.items import CollectiveItem
from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.models import Batch
from tests.cast import Cast
from tests.factories.applications import ApplicationFactory, complete
from tests.factories.catalogue import BatchFactory, ProgrammeFactory, small_plan
from tests.factories.records import graduating_record

pytestmark = pytest.mark.django_db

RunJobs = Callable[..., Any]
ALL_PASS = {item: Judged("pass") for item in CollectiveItem}
ONE_FAILS = ALL_PASS | {CollectiveItem.SCORES: Judged("fail", "成绩有误")}


@pytest.fixture
def cast() -> Cast:
    return Cast()


def pair(cast: Cast, bachelor: str, college: str | None = Status.SUBMITTED) -> tuple[Application, Application]:
    """(本科, 专科) of one person; without a state the 专科 was not applied for and only the record is there."""
    mine = cast.application(bachelor)
    record = graduating_record(
        plan=small_plan(programme=ProgrammeFactory(level=Level.JUNIOR_COLLEGE)),
        school=cast.school,
        id_number=mine.record.id_number,
        holder=mine.record.holder,
    )
    below = ApplicationFactory.build(record=record, batch=cast.batch, school=cast.school)
    if college is not None:
        below = complete(ApplicationFactory(status=college, batch=cast.batch, record=record, prior_number=""))
    Application.objects.filter(pk=mine.pk).update(
        prior_level="same_batch",
        prior_number=record.admission_number,
        prior_school=str(record.school),
        prior_check="same_batch",
    )
    mine.refresh_from_db()
    return mine, below


def saved(application: Application, number: str) -> Application:
    return save_prior(application.uuid, number=number, school="", level="same_batch", by=application.record.holder)


def found(application: Application) -> tuple[str, str, str]:
    """Verdict, weight and sentence of what the audit says about the prior degree."""
    audit = audit_record(application.record)
    (finding,) = [finding for finding in audit.findings if finding.code.startswith("prior")]
    return audit.verdict, finding.severity, finding.message


def test_the_own_number_is_taken_without_images_and_the_school_is_known(cast: Cast) -> None:
    mine, below = pair(cast, Status.DRAFT)
    mine.documents.filter(kind__in=["prior_diploma", "chsi_form"]).delete()
    number = below.record.admission_number
    changed = saved(mine, f"{number[:4]} {number[4:]}")
    assert (changed.prior_number, changed.prior_check, changed.prior_school) == (
        number,
        "same_batch",
        str(below.record.school),
    )
    (state,) = [state for state in part_states(changed) if state.part.section == Section.PRIOR_DEGREE]
    assert (state.finished, state.hint) == (True, f"同批次自考专科 {number}")


def test_somebody_elses_number_and_a_finished_one_are_refused(cast: Cast) -> None:
    mine, below = pair(cast, Status.DRAFT)
    stranger = cast.stranger.records.get()
    finished = below.record
    finished.graduated_on = cast.batch.graduation_date
    finished.save()
    for number in (stranger.admission_number, finished.admission_number, mine.record.admission_number, "123"):
        with pytest.raises(NotAllowed, match="这不是本人还在办理的自考专科准考证号"):
            saved(mine, number)


def test_a_batch_may_forbid_it_and_then_the_part_is_not_finished(cast: Cast) -> None:
    mine, below = pair(cast, Status.DRAFT)
    Batch.objects.update(allows_same_batch=False)
    mine = Application.objects.select_related("batch", "record__programme").get(pk=mine.pk)
    with pytest.raises(NotAllowed, match="这一批次不能专科、本科同时办理"):
        saved(mine, below.record.admission_number)
    (state,) = [state for state in part_states(mine) if state.part.section == Section.PRIOR_DEGREE]
    assert (state.finished, state.hint) == (False, "这一批次不能专科、本科同时办理，请填写毕业证书编号")


@pytest.mark.parametrize(
    ("college", "verdict", "severity", "end"),
    [
        (None, "fail", "blocks", "，但这一批次没有这个准考证号的专科申请"),
        (Status.WITHDRAWN, "fail", "blocks", "，但这一批次没有这个准考证号的专科申请"),
        (Status.DRAFT, "fail", "blocks", "，但专科申请还没有提交"),
        (Status.SUBMITTED, "review", "review", "，要等专科申请会审通过，专科申请现在是“待初审”"),
        (Status.PAID, "review", "review", "，要等专科申请会审通过，专科申请现在是“初审合格”"),
        (Status.REJECTED, "fail", "blocks", "，但专科申请“未通过”，请改填毕业证书编号"),
        (Status.APPROVED, "pass", "note", "，专科申请已会审通过"),
        (Status.ISSUED, "pass", "note", "，专科申请已会审通过"),
    ],
)
def test_the_audit_says_what_it_depends_on(
    cast: Cast, college: str | None, verdict: str, severity: str, end: str
) -> None:
    mine, below = pair(cast, Status.SUBMITTED, college)
    about = f"前置学历是同批次的自考专科（准考证号 {below.record.admission_number}）"
    assert found(mine) == (verdict, severity, about + end)


def test_a_college_of_another_batch_or_another_person_is_none(cast: Cast) -> None:
    mine, below = pair(cast, Status.SUBMITTED, Status.APPROVED)
    Application.objects.filter(pk=below.pk).update(batch=BatchFactory())
    college = college_of(mine)
    assert college is not None
    assert college.state == "lacking"
    Application.objects.filter(pk=below.pk).update(batch=cast.batch)
    below.record.id_digest = "0" * 64
    below.record.save()
    college = college_of(mine)
    assert college is not None
    assert college.state == "lacking"


def test_the_school_passes_it_only_once_the_college_is_handed_in(cast: Cast) -> None:
    mine, below = pair(cast, Status.SUBMITTED, Status.DRAFT)
    with pytest.raises(NotAllowed, match="专科申请还没有提交"):
        advance(mine.uuid, "pass_first", by=cast.reviewer)
    now = timezone.now()
    handed_in = {"declared_at": now, "first_submitted_at": now, "submitted_at": now}
    Application.objects.filter(pk=below.pk).update(status=Status.SUBMITTED, **handed_in)
    assert advance(mine.uuid, "pass_first", by=cast.reviewer).status == Status.FIRST_PASSED


def test_a_step_of_the_college_audits_the_bachelor_anew_and_tells(cast: Cast, run_jobs: RunJobs) -> None:
    mine, below = pair(cast, Status.SUBMITTED)
    keep_standing(mine, audit_record(mine.record))
    advance(below.uuid, "withdraw", by=below.record.holder)
    run_jobs()
    assert AuditStanding.objects.get(application=mine).verdict == "fail"
    notice = Notice.objects.get(application=mine, kind="audit")
    assert "这一批次没有这个准考证号的专科申请" in notice.body


def test_a_step_of_somebody_elses_college_marks_nothing(cast: Cast) -> None:
    mine, below = pair(cast, Status.SUBMITTED)
    keep_standing(mine, audit_record(mine.record))
    below.record.id_digest = "0" * 64
    below.record.save()
    advance(below.uuid, "withdraw", by=below.record.holder)
    assert AuditStanding.objects.get(application=mine).stale_since is None


def test_collective_review_approves_the_college_first(cast: Cast) -> None:
    mine, below = pair(cast, Status.PAID, Status.PAID)
    collective.judge(mine.uuid, ALL_PASS, by=cast.chen)
    with pytest.raises(NotAllowed, match="专科会审通过后才能通过本科"):
        collective.conclude(mine.uuid, "approve", "", by=cast.chen)
    for application in (below, mine):
        collective.judge(application.uuid, ALL_PASS, by=cast.chen)
        collective.conclude(application.uuid, "approve", "", by=cast.chen)
    assert release(cast.batch, by=cast.chief) == 2
    assert set(Application.objects.filter(pk__in=[mine.pk, below.pk]).values_list("status", flat=True)) == {"approved"}


def test_an_approval_whose_college_was_turned_is_not_released(cast: Cast) -> None:
    mine, below = pair(cast, Status.PAID, Status.PAID)
    for application in (below, mine):
        collective.judge(application.uuid, ALL_PASS, by=cast.chen)
        collective.conclude(application.uuid, "approve", "", by=cast.chen)
    collective.judge(below.uuid, ONE_FAILS, by=cast.chen)
    collective.conclude(below.uuid, "refuse", "成绩有误", by=cast.chen)
    collective.confirm_refusal(below.uuid, by=cast.luo)
    with pytest.raises(NotAllowed, match="有 1 件本科以同批次自考专科为前置学历，但专科没有会审通过"):
        release(cast.batch, by=cast.chief)
    with pytest.raises(NotAllowed, match="要等专科申请会审通过"):
        advance(mine.uuid, "approve", by=cast.chief)


def test_the_next_application_does_not_carry_it_over(cast: Cast) -> None:
    mine, _ = pair(cast, Status.LAPSED)
    draft = begin(mine.record, BatchFactory(), by=mine.record.holder)
    assert (draft.prior_number, draft.prior_level, draft.prior_check) == ("", "", "unchecked")
    assert draft.appraisal == mine.appraisal
