"""facts.py reads the database in a constant number of queries, and the audit of a whole record passes."""

import pytest
from pytest_django import DjangoAssertNumQueries

from applications.audit import audit_record
from applications.audit.facts import facts_for
from selfexam.catalogue.models import Substitution
from tests.factories.catalogue import small_plan
from tests.factories.records import CreditFactory, RecordFactory, graduating_record

pytestmark = pytest.mark.django_db


def test_a_record_with_everything_passes() -> None:
    audit = audit_record(graduating_record())
    assert (audit.verdict, audit.credits, audit.courses, audit.findings) == ("pass", 14, 3, ())


def test_the_number_of_queries_does_not_grow_with_the_records(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = small_plan()
    records = [graduating_record(plan=plan) for _ in range(7)]
    for some in (records[:1], records):
        with django_assert_num_queries(6):
            facts = facts_for(some)
        assert [f.admission_number for f in facts] == [r.admission_number for r in some]


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
    assert facts_for([record])[0].substitutes == ((wanted.code, good.code),)
