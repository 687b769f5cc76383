"""The prior certificate: asked in the background, confirmed by imports and by people, forgotten with its number."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, transaction
from pytest_django import Settings

from applications.audit import audit_record
from applications.completeness import needs_prior_images
from applications.domain.ask_prior import prior_is_being_checked
from applications.domain.lifecycle import advance
from applications.domain.note_prior import note_prior
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.domain.save_prior import save_prior
from applications.domain.standing import keep_standing
from applications.models import Application, AuditStanding, Notice, PriorResult
from applications.priors.protocol import Answer
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.jobs.models import Job
from tests.cast import Cast
from tests.catalogue.files import csv_file, load, told

pytestmark = pytest.mark.django_db

# What the make-believe provider says goes by the last digit.
GOOD, OTHER, UNKNOWN, STRANGE = (f"10999120180600007{digit}" for digit in (1, 2, 6, 9))
RunJobs = Callable[..., Any]
CONFIRMED = Answer("verified", "A1B2C3D4E5F6")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def saved(application: Application, number: str, by: User | None = None) -> Application:
    holder = by or application.record.holder
    return save_prior(application.uuid, number=number, school="范例职业学院", level="junior_college", by=holder)


def unsure(cast: Cast, status: str = Status.SUBMITTED) -> Application:
    application = cast.application(status, prior_number=GOOD, prior_check="unchecked")
    keep_standing(application, audit_record(application.record))
    return application


def results(application: Application) -> list[tuple[str, str, str]]:
    return list(application.prior_results.values_list("number", "provider", "outcome"))


def test_a_number_is_asked_in_the_background_and_the_answer_is_a_row_beside(cast: Cast, run_jobs: RunJobs) -> None:
    draft = saved(cast.application(Status.DRAFT), GOOD)
    assert (draft.prior_check, needs_prior_images(draft), prior_is_being_checked(draft)) == ("unchecked", True, True)
    run_jobs()
    draft.refresh_from_db()
    assert (draft.prior_check, draft.status, needs_prior_images(draft)) == ("verified", Status.DRAFT, False)
    assert results(draft) == [(GOOD, "sandbox", "verified")]
    assert not prior_is_being_checked(draft)
    event = draft.events.get(action="prior")
    assert (event.label, event.by_role) == ("前置学历核对：学信网一致", "system")


@pytest.mark.parametrize(("number", "outcome"), [(UNKNOWN, "not_found"), (STRANGE, "differs")])
def test_what_is_not_confirmed_still_asks_for_both_images(
    cast: Cast, run_jobs: RunJobs, number: str, outcome: str
) -> None:
    draft = saved(cast.application(Status.DRAFT), number)
    run_jobs()
    draft.refresh_from_db()
    assert (draft.prior_check, needs_prior_images(draft)) == (outcome, True)


def test_another_number_is_not_confirmed_by_what_was_found_about_the_first(cast: Cast, run_jobs: RunJobs) -> None:
    draft = saved(cast.application(Status.DRAFT), GOOD)
    run_jobs()
    changed = saved(draft, UNKNOWN)
    assert (changed.prior_check, needs_prior_images(changed)) == ("unchecked", True)
    assert results(draft) == [(GOOD, "sandbox", "verified")]
    assert saved(draft, GOOD).prior_check == "verified"


def test_a_number_that_changed_while_it_was_asked_about_gets_no_answer(cast: Cast, run_jobs: RunJobs) -> None:
    draft = saved(cast.application(Status.DRAFT), GOOD)
    saved(draft, OTHER)
    run_jobs()
    assert results(draft) == [(OTHER, "sandbox", "verified")]


def test_saving_twice_asks_once_and_answers_once(cast: Cast, run_jobs: RunJobs) -> None:
    draft = saved(cast.application(Status.DRAFT), GOOD)
    saved(draft, GOOD)
    assert Job.objects.filter(kind="check_prior").count() == 1
    run_jobs()
    saved(draft, GOOD)
    run_jobs()
    assert results(draft) == [(GOOD, "sandbox", "verified")]
    with pytest.raises(IntegrityError), transaction.atomic():
        PriorResult.objects.bulk_create([again(draft)])


def again(application: Application) -> PriorResult:
    first = application.prior_results.get()
    first.pk = None
    return first


def test_without_the_sandbox_nobody_answers_and_the_number_stays_unchecked(
    cast: Cast, run_jobs: RunJobs, settings: Settings
) -> None:
    settings.PRIOR_PROVIDERS = ["imported"]
    draft = saved(cast.application(Status.DRAFT), GOOD)
    run_jobs()
    draft.refresh_from_db()
    assert (draft.prior_check, results(draft)) == ("unchecked", [])
    assert Job.objects.get(kind="check_prior").state == Job.State.DONE


def test_the_sandbox_is_refused_on_a_server_and_not_asked(cast: Cast, run_jobs: RunJobs, settings: Settings) -> None:
    settings.DEMO = False
    settings.PRIOR_PROVIDERS = ["imported", "sandbox", "nobody"]
    assert {error.id for error in run_checks()} >= {"applications.E001", "applications.E002"}
    draft = saved(cast.application(Status.DRAFT), GOOD)
    run_jobs()
    assert results(draft) == []


def test_results_stay(cast: Cast) -> None:
    result = note_prior(unsure(cast).uuid, GOOD, CONFIRMED, by=cast.reviewer)
    for change in (result.save, result.delete):
        with pytest.raises(TypeError, match="stays"):
            change()


def test_a_reviewer_confirms_with_a_report_and_the_audit_follows(cast: Cast, run_jobs: RunJobs) -> None:
    application = unsure(cast)
    assert AuditStanding.objects.get(application=application).verdict == "review"
    result = note_prior(application.uuid, GOOD, CONFIRMED, by=cast.reviewer)
    run_jobs()
    application.refresh_from_db()
    assert (result.by, result.by_name, result.provider) == (cast.reviewer, "王老师", "manual")
    assert application.prior_check == "verified"
    assert AuditStanding.objects.get(application=application).verdict == "pass"
    assert Notice.objects.get(application=application, kind="audit").subject == "毕业条件有变化，现在已满足"
    assert application.events.get(action="prior").note == "老师在学信网核对，报告编号 A1B2C3D4E5F6"


def test_the_newest_look_counts_and_the_earlier_ones_stay(cast: Cast) -> None:
    application = unsure(cast)
    note_prior(application.uuid, GOOD, CONFIRMED, by=cast.reviewer)
    note_prior(application.uuid, GOOD, Answer("differs", note="姓名不同"), by=cast.chen)
    application.refresh_from_db()
    assert application.prior_check == "differs"
    assert [outcome for _, _, outcome in results(application)] == ["verified", "differs"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer("verified"), "核对一致要写报告编号（备案表在线验证码或认证报告编号）"),
        (Answer("verified", "A1"), "报告编号只含数字和字母，至少 6 位，请对照报告核对"),
        (Answer("differs"), "请写明哪一项不一致"),
        (Answer("perhaps"), "请选择核对结果"),
    ],
)
def test_a_note_that_says_too_little_is_refused(cast: Cast, answer: Answer, sentence: str) -> None:
    application = unsure(cast)
    with pytest.raises(NotAllowed) as refusal:
        note_prior(application.uuid, GOOD, answer, by=cast.reviewer)
    assert (refusal.value.sentence, results(application)) == (sentence, [])


def test_only_the_desks_of_this_application_may_note(cast: Cast) -> None:
    application = unsure(cast)
    with pytest.raises(Application.DoesNotExist):
        note_prior(application.uuid, GOOD, CONFIRMED, by=cast.outsider)
    for somebody in (cast.clerk, application.record.holder):
        with pytest.raises(NotAllowed):
            note_prior(application.uuid, GOOD, CONFIRMED, by=somebody)
    assert results(application) == []


def test_pressed_twice_it_is_one_note(cast: Cast) -> None:
    application = unsure(cast)
    note_prior(application.uuid, GOOD, CONFIRMED, by=cast.reviewer)
    with pytest.raises(AlreadyDone):
        note_prior(application.uuid, GOOD, CONFIRMED, by=cast.reviewer)
    assert len(results(application)) == 1


def test_a_note_about_the_number_of_before_is_refused(cast: Cast) -> None:
    application = unsure(cast)
    Application.objects.filter(pk=application.pk).update(prior_number=OTHER)
    with pytest.raises(Changed, match=f"考生已把编号改为 {OTHER}"):
        note_prior(application.uuid, GOOD, CONFIRMED, by=cast.reviewer)
    assert results(application) == []


@pytest.mark.parametrize("status", [Status.APPROVED, Status.LAPSED])
def test_what_is_decided_is_not_looked_up_any_more(cast: Cast, status: str) -> None:
    with pytest.raises(NotAllowed, match="不再核对前置学历"):
        note_prior(unsure(cast, status).uuid, GOOD, CONFIRMED, by=cast.chen)


def test_an_import_confirms_the_open_applications_that_name_the_number(
    cast: Cast, tmp_path: Path, run_jobs: RunJobs
) -> None:
    mine, another, decided = unsure(cast), unsure(cast), unsure(cast, Status.APPROVED)
    Application.objects.filter(pk=another.pk).update(prior_number=OTHER)
    header = "证件号码,证书编号,核对来源,核对日期"
    rows = [f"{a.record.id_number},{GOOD[:4]} {GOOD[4:]},学信网批量核对,2026-01-05" for a in (mine, another, decided)]
    assert told(load(csv_file(tmp_path, "前置学历核对.csv", header, *rows))) == []
    run_jobs()
    checks = dict(Application.objects.values_list("pk", "prior_check"))
    assert [checks[a.pk] for a in (mine, another, decided)] == ["verified", "unchecked", "unchecked"]
    assert results(mine) == [(GOOD, "imported", "verified")]
    assert AuditStanding.objects.get(application=mine).verdict == "pass"
    assert AuditStanding.objects.get(application=another).verdict == "review"


def test_an_import_names_a_number_that_cannot_be_one_and_a_day_that_has_not_come(cast: Cast, tmp_path: Path) -> None:
    number = unsure(cast).record.id_number
    tomorrow = (cast.batch.graduation_date + timedelta(days=4000)).isoformat()
    table = csv_file(
        tmp_path,
        "前置学历核对.csv",
        "证件号码,证书编号,核对来源,核对日期",
        f"{number},1099912018060000,学信网,2026-01-05",
        f"{number},{GOOD},学信网,{tomorrow}",
    )
    assert told(load(table)) == [
        "前置学历核对.csv 第 2 行，证书编号：编号现在 16 位，比常见的 17 位少 1 位，请对照证书补全",
        f"前置学历核对.csv 第 3 行，核对日期：{tomorrow} 还没有到",
    ]


def test_a_school_does_not_pass_what_lost_its_confirmation_and_has_no_images(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    application.documents.filter(kind__in=["prior_diploma", "chsi_form"]).delete()
    Application.objects.filter(pk=application.pk).update(prior_check="not_found")
    with pytest.raises(NotAllowed, match="前置学历：还缺图片：专科及以上毕业证书、学历电子注册备案表"):
        advance(application.uuid, "pass_first", by=cast.reviewer)
