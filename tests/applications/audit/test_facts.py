"""facts.py reads the database in a constant number of queries, and the audit of a whole record passes."""

import functools
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.audit import audit_record
from applications.audit.facts import Substitute, facts_for
from applications.models import Application
from applications.statuses import Status
from selfexam.catalogue.models import Substitution
from selfexam.records.models import StudentRecord, VerifiedQualification
from tests.cast import Cast
from tests.factories.applications import ApplicationFactory
from tests.factories.catalogue import small_plan
from tests.factories.records import CreditFactory, RecordFactory, graduating_record

pytestmark = pytest.mark.django_db


def test_a_record_with_everything_passes() -> None:
    audit = audit_record(graduating_record())
    assert (audit.verdict, audit.credits, audit.courses, tuple(f.code for f in audit.findings)) == (
        "pass",
        14,
        3,
        ("prior_absent",),
    )


def test_the_number_of_queries_does_not_grow_with_the_records(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = small_plan()
    records = [graduating_record(plan=plan) for _ in range(7)]
    for some in (records[:1], records):
        with django_assert_num_queries(9):
            facts = facts_for(some)
        assert [f.admission_number for f in facts] == [r.admission_number for r in some]


def test_a_merged_number_is_told_as_such_before_what_it_lacks() -> None:
    target = graduating_record()
    source = RecordFactory(plan=target.plan, merged_into=target, merged_on=timezone.localdate())
    audit = audit_record(source)
    assert (audit.verdict, audit.findings[0].code) == ("fail", "merged_away")
    assert audit_record(target).verdict == "pass"


def test_facts_of_nobody_are_nothing() -> None:
    assert facts_for([]) == []


def test_passes_of_another_record_stay_there() -> None:
    mine, other = RecordFactory(plan=small_plan()), graduating_record()
    CreditFactory(record=mine)
    assert [len(facts.passes) for facts in facts_for([mine, other])] == [1, 5]


def test_a_substitution_past_its_date_is_no_fact() -> None:
    record = RecordFactory(plan=small_plan())
    wanted = record.plan.slots.first().courses.first().course
    late, good = CreditFactory(record=record).course, CreditFactory(record=record).course
    Substitution.objects.create(programme=record.programme, wanted=wanted, substitute=late, usable_until="2020-01-01")
    Substitution.objects.create(programme=record.programme, wanted=wanted, substitute=good)
    assert facts_for([record])[0].substitutes == (Substitute(wanted.code, (good.code,)),)


@pytest.mark.parametrize(
    ("status", "counts"),
    [(Status.SUBMITTED, True), (Status.RETURNED, True), (Status.PAID, True), (Status.DRAFT, False)],
)
def test_a_substitution_in_time_when_the_application_was_handed_in_does_not_run_out(
    status: Status, counts: bool
) -> None:
    record = Cast().application(status).record
    day = timezone.localdate() - timedelta(days=3)
    Application.objects.filter(record=record, first_submitted_at__isnull=False).update(
        first_submitted_at=timezone.now() - timedelta(days=4)
    )
    wanted, given = record.plan.slots.first().courses.first().course, CreditFactory().course
    Substitution.objects.create(programme=record.programme, wanted=wanted, substitute=given, usable_until=day)
    expected = (Substitute(wanted.code, (given.code,)),) if counts else ()
    assert facts_for([record])[0].substitutes == expected


def test_an_application_that_came_to_nothing_holds_no_day() -> None:
    record = Cast().application(Status.WITHDRAWN).record
    assert facts_for([record])[0].today == timezone.localdate()


def test_rows_of_one_bundle_are_one_substitution_as_long_as_all_are_usable() -> None:
    record = RecordFactory(plan=small_plan())
    wanted = record.plan.slots.first().courses.first().course
    one, two, three, late = (CreditFactory(record=record).course for _ in range(4))
    make = functools.partial(Substitution.objects.create, programme=record.programme, wanted=wanted)
    for course in (one, two):
        make(substitute=course, bundle="甲")
    make(substitute=three, bundle="乙")
    make(substitute=late, bundle="乙", usable_until="2020-01-01")
    assert facts_for([record])[0].substitutes == (Substitute(wanted.code, (one.code, two.code)),)


@pytest.mark.parametrize(("related", "due"), [(None, False), (True, False), (False, True)])
def test_an_additional_course_is_due_only_if_the_prior_major_is_known_to_be_unrelated(
    related: bool | None, due: bool
) -> None:
    plan = small_plan()
    slot = plan.slots.create(number="90", position=90, kind="additional")
    slot.courses.create(course=CreditFactory().course, credits=4)
    facts = facts_for([RecordFactory(plan=plan, prior_related=related)])[0]
    (found,) = [slot for slot in facts.plan.slots if slot.kind == "additional"]
    assert (found.due, found.required, found.counted) == (due, due, False)


def confirm(record: StudentRecord, number: str) -> None:
    VerifiedQualification.objects.create(
        id_digest=record.id_digest, number=number, source="学信网", verified_on="2026-01-01"
    )


def test_a_prior_degree_confirmed_for_the_person_counts_until_another_number_is_named() -> None:
    record = RecordFactory(plan=small_plan())
    assert facts_for([record])[0].prior == "absent"
    confirm(record, "1" * 17)
    assert facts_for([record])[0].prior == "verified"
    application = ApplicationFactory(record=record, prior_number="2" * 17, prior_check="unchecked")
    assert facts_for([record])[0].prior == "unverified"
    Application.objects.filter(pk=application.pk).update(prior_check="verified")
    assert facts_for([record])[0].prior == "verified"


def test_a_withdrawn_application_says_nothing_of_the_prior_degree() -> None:
    record = RecordFactory(plan=small_plan())
    ApplicationFactory(record=record, status="withdrawn", prior_check="verified")
    assert facts_for([record])[0].prior == "absent"
