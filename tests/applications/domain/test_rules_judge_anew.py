"""Changed substitutions and dates of plans, and days that pass, re-audit the open applications they touch."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from applications.audit import audit_record
from applications.domain.standing import keep_standing
from applications.models import Application, AuditStanding, Notice
from applications.statuses import Status
from selfexam.catalogue.domain.change import plan_subject, programme_subject
from selfexam.catalogue.domain.edit_rules import add_substitution, remove_substitution, save_until
from selfexam.catalogue.domain.plan_versions import save_facts
from selfexam.catalogue.importing.run import import_files
from selfexam.catalogue.judged_anew import judged_anew
from selfexam.catalogue.models import Substitution
from selfexam.records.models import Credit
from tests.cast import Cast
from tests.factories.catalogue import CourseFactory

pytestmark = pytest.mark.django_db
Run = Callable[..., Any]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def by_substitution(cast: Cast, status: str = Status.SUBMITTED, until: date | None = None) -> Application:
    """Whose first course was passed under another code that may stand for it."""
    application = cast.application(status)
    course = cast.plan.slots.all()[0].courses.get().course
    other = CourseFactory()
    Credit.objects.filter(record=application.record, course=course).update(course=other)
    Substitution.objects.create(
        programme=cast.plan.programme, wanted=course, substitute=other, usable_until=until or date(2099, 1, 1)
    )
    keep_standing(application, audit_record(application.record))
    return application


def the_day_before(application: Application) -> date:
    """Dates are judged by the day of the first handing in, which near midnight is not today."""
    assert application.first_submitted_at is not None
    return timezone.localdate(application.first_submitted_at) - timedelta(days=1)


def verdict(application: Application) -> str:
    return AuditStanding.objects.get(application=application).verdict


def seen(cast: Cast) -> dict[str, Any]:
    return {"by_id": cast.chief.pk, "seen": programme_subject(cast.plan.programme).seen}


def test_a_removed_substitution_is_weighed_and_told(cast: Cast, run_jobs: Run) -> None:
    application = by_substitution(cast)
    before = verdict(application)
    remove_substitution(Substitution.objects.get(), **seen(cast))
    run_jobs()
    assert (before, verdict(application)) == ("pass", "fail")
    notice = Notice.objects.get(application=application, kind="audit")
    assert notice.body.startswith("您的考籍、成绩、前置学历或考试计划的规定有更新。现在还不满足毕业条件：")


def test_a_new_substitution_lets_people_graduate(cast: Cast, run_jobs: Run) -> None:
    application = by_substitution(cast)
    swap = Substitution.objects.get()
    Substitution.objects.all().delete()
    keep_standing(application, audit_record(application.record))
    before = verdict(application)
    add_substitution(cast.plan.programme, swap.wanted, [swap.substitute], None, **seen(cast))
    run_jobs()
    assert (before, verdict(application)) == ("fail", "pass")


def test_a_use_by_date_that_is_moved_into_the_past_is_weighed(cast: Cast, run_jobs: Run) -> None:
    application = by_substitution(cast)
    save_until(Substitution.objects.get(), the_day_before(application), **seen(cast))
    run_jobs()
    assert verdict(application) == "fail"


def test_the_last_day_of_a_plan_in_use_is_weighed(cast: Cast, run_jobs: Run) -> None:
    application = cast.application(Status.SUBMITTED)
    keep_standing(application, audit_record(application.record))
    facts: dict[str, object] = {"last_graduation": the_day_before(application)}
    save_facts(cast.plan, facts, by_id=cast.chief.pk, seen=plan_subject(cast.plan).seen)
    run_jobs()
    assert verdict(application) == "fail"


def test_an_imported_table_of_substitutions_is_weighed(cast: Cast, run_jobs: Run, tmp_path: Any) -> None:
    application = by_substitution(cast)
    swap, programme = Substitution.objects.get(), cast.plan.programme
    table = tmp_path / "顶替.csv"
    table.write_text(
        "专业代码,层次,计划课程代码,顶替课程代码,截止使用\n"
        f"{programme.code},{programme.get_level_display()},{swap.wanted.code},{swap.substitute.code},2001-01-01\n",
        encoding="utf-8",
    )
    (outcome,) = import_files([table])
    assert (outcome.problems, outcome.changed) == ([], 1)
    run_jobs()
    assert verdict(application) == "fail"


def test_other_programmes_and_closed_applications_are_left_alone(cast: Cast) -> None:
    closed = by_substitution(cast, Status.WITHDRAWN)
    with transaction.atomic():
        judged_anew([cast.plan.programme_id + 1000])
        judged_anew([cast.plan.programme_id])
    assert AuditStanding.objects.get(application=closed).stale_since is None
    with pytest.raises(transaction.TransactionManagementError):
        _outside_of_a_transaction()


def _outside_of_a_transaction() -> None:
    """As if nobody had opened one: the test itself runs in one."""
    connection = transaction.get_connection()
    was, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        judged_anew([1])
    finally:
        connection.in_atomic_block = was
