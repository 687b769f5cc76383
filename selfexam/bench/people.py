"""Invented records for measuring: one plan, as many people as asked for, all of them able to graduate."""

from datetime import date

from selfexam.catalogue.importing.run import files_in, import_files
from selfexam.catalogue.models import Plan, School
from selfexam.demo.management.commands.seed_demo import DATA
from selfexam.digests import keyed_digest
from selfexam.records.models import Credit, StudentRecord

PLANS = ("590206", "050101", "080901")


def people(number: int) -> list[int]:
    """Keys of `number` records of the three published plans with a pass for every course of the plan."""
    made = _records(number)
    plans = {record.plan_id: record.plan for record in made}.values()
    courses = {plan.pk: list(plan.slots.values_list("courses__course", flat=True)) for plan in plans}
    Credit.objects.bulk_create(
        (
            Credit(record=record, course_id=course, mark=75, year=2021, month=10)
            for record in made
            for course in courses[record.plan_id]
        ),
        batch_size=2000,
    )
    return [record.pk for record in made]


def bare_records(number: int) -> list[str]:
    """准考证号 of `number` new records without any credit."""
    return [record.admission_number for record in _records(number)]


def import_plans() -> None:
    """The demonstration's reference data without its people, unless it is there."""
    if not Plan.objects.exists():
        reference = [path for path in files_in([DATA]) if path.stem not in ("考籍", "成绩", "前置学历核对")]
        import_files(reference)


def _records(number: int) -> list[StudentRecord]:
    import_plans()
    plans = list(Plan.objects.filter(programme__code__in=PLANS).select_related("programme"))
    school = School.objects.order_by("code")[0]
    first = StudentRecord.objects.count()
    return StudentRecord.objects.bulk_create(
        (_record(first + n, plans[n % len(plans)], school) for n in range(number)), batch_size=2000
    )


def _record(number: int, plan: Plan, school: School) -> StudentRecord:
    return StudentRecord(
        admission_number=f"9{number:011d}",
        name="林晓禾",
        sex="2",
        birth_date=date(1999, 3, 7),
        ethnicity="01",
        id_number=f"bench-{number}",
        id_digest=keyed_digest(f"bench-{number}"),
        programme=plan.programme,
        plan=plan,
        school=school,
        route="individual",
        first_enrolled="2019-10",
    )
