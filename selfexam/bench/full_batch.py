"""A batch as full as a half-year of a large province, made in bulk: for measuring pages, not for looking at.

A tenth belongs to one school, the rest to nine others. Every application has its record, a judged photo and a degree
audit; what is decided has its FirstReview. No files and, but for the first few of the measured school, no credits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from applications.models import Application, AuditStanding, Photo
from applications.statuses import Status
from review.models import FirstReview
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.bench.people import PLANS, import_plans
from selfexam.catalogue.models import Batch, Plan, School
from selfexam.digests import keyed_digest
from selfexam.records.models import Credit, StudentRecord

AT_ONCE = 2_000
SCHOOLS = 10
WITH_CREDITS = 20
NAMES = ("林晓禾", "周以诚", "陶然", "欧阳知远", "白若溪", "何星野", "邓子衿", "石允文", "秦望舒", "马行简", "温可")


@dataclass(frozen=True)
class FullBatch:
    batch: Batch
    school: School
    reviewer: User
    lead: User
    institute: User


def full_batch(size: int) -> FullBatch:
    """`size` more applications in the open batch."""
    import_plans()
    batch = Batch.objects.get(code="demo-now")
    schools = [_school(number) for number in range(SCHOOLS)]
    made = FullBatch(
        batch=batch,
        school=schools[0],
        reviewer=_person("bench-reviewer", Role.SCHOOL_REVIEWER, schools[0]),
        lead=_person("bench-lead", Role.SCHOOL_LEAD, schools[0]),
        institute=_person("bench-institute", Role.INSTITUTE_REVIEWER, None),
    )
    begin = StudentRecord.objects.aggregate(last=Max("pk"))["last"] or 0
    plans = list(Plan.objects.filter(programme__code__in=PLANS).select_related("programme").order_by("pk"))
    for start in range(0, size, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, size))
        _some(made, numbers, [_record(begin + n, n, plans, schools) for n in numbers])
    _credits(made.school)
    return made


def _school(number: int) -> School:
    return School.objects.get_or_create(code=f"8{number:04d}", defaults={"name": f"测量大学 {number}"})[0]


def _person(username: str, role: str, school: School | None) -> User:
    values = {"name": "测量", "role": role, "school": school}
    return User.objects.get_or_create(username=username, defaults=values)[0]


def _record(key: int, number: int, plans: Sequence[Plan], schools: Sequence[School]) -> StudentRecord:
    plan = plans[number // SCHOOLS % len(plans)]
    return StudentRecord(
        admission_number=f"8{key:011d}",
        name=NAMES[number % len(NAMES)],
        sex="2",
        birth_date=date(1999, 3, 7),
        ethnicity="01",
        id_number=f"BENCH{key}",
        id_digest=keyed_digest(f"BENCH{key}"),
        programme=plan.programme,
        plan=plan,
        school=schools[number % SCHOOLS],
        route="individual",
        first_enrolled="2019-10",
    )


def _some(made: FullBatch, numbers: Sequence[int], records: list[StudentRecord]) -> None:
    now = timezone.now()
    records = StudentRecord.objects.bulk_create(records)
    applications = Application.objects.bulk_create(
        _application(made.batch, record, number, now) for number, record in zip(numbers, records, strict=True)
    )
    Photo.objects.bulk_create(
        Photo(application=a, file="photos/bench.jpg", sha256="0" * 64, bytes=1, verdict=_verdict(a), checked_at=now)
        for a in applications
    )
    AuditStanding.objects.bulk_create(
        AuditStanding(application=a, verdict=_audit(a), courses=14, credits=75) for a in applications
    )
    other = _person("bench-elsewhere", Role.SCHOOL_REVIEWER, School.objects.get(code=f"8{1:04d}"))
    reviews = list(FirstReview.objects.bulk_create(_reviews(made, other, applications)))
    for review in reviews:
        review.decided_at = now - timedelta(hours=review.application_id % 240)
    FirstReview.objects.bulk_update(reviews, ["decided_at"])


def _application(batch: Batch, record: StudentRecord, number: int, now: datetime) -> Application:
    """Of twenty, fourteen wait (one of them again), two were returned, two wait for payment, two are qualified."""
    place = number // SCHOOLS % 20
    again, decided = place == 0 or place in (14, 15), place >= 16
    handed_in = now - timedelta(hours=240) + timedelta(seconds=number * 4 % 800_000)
    status = Status.SUBMITTED if place < 14 else Status.RETURNED if place < 16 else Status.FIRST_PASSED
    return Application(
        batch=batch,
        record=record,
        school=record.school,
        status=Status.PAID if place >= 18 else status,
        first_submitted_at=handed_in,
        submitted_at=handed_in,
        declared_at=handed_in,
        returned_at=handed_in if again else None,
        first_passed_at=now if decided else None,
        paid_at=now if place >= 18 else None,
        prior_check="verified",
        appraisal="测量" * 100,
    )


def _verdict(application: Application) -> str:
    return ("fail", "warn", "warn")[application.pk % 20] if application.pk % 20 < 3 else "clean"


def _audit(application: Application) -> str:
    return ("fail", "review", "review", "review")[application.pk // 3 % 20] if application.pk // 3 % 20 < 4 else "pass"


def _reviews(made: FullBatch, other: User, applications: Sequence[Application]) -> Iterator[FirstReview]:
    for application in applications:
        reviewer = made.reviewer if application.school_id == made.school.pk else other
        if application.first_passed_at:
            yield FirstReview(
                application=application, round=1, reviewer=reviewer, outcome="passed", conduct="思想品德鉴定合格"
            )
        elif application.returned_at:
            yield FirstReview(application=application, round=1, reviewer=reviewer, outcome="returned")


def _credits(school: School) -> None:
    """For the review page, which audits the record."""
    waiting = Application.objects.filter(school=school, status=Status.SUBMITTED).order_by("submitted_at", "pk")
    for application in waiting.select_related("record__plan")[:WITH_CREDITS]:
        record = application.record
        courses = record.plan.slots.values_list("courses__course", flat=True)
        Credit.objects.bulk_create(
            (Credit(record=record, course_id=course, mark=75, year=2021, month=10) for course in courses if course),
            ignore_conflicts=True,
        )
