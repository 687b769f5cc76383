"""Rows of the database to the plain data of the documents: the only file of printing that queries.

A constant number of queries for a part, however many people it has.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from applications.audit.auditing import Audit, audit
from applications.audit.facts import facts_for
from applications.models import Application, Photo
from certificates.models import Certificate, Kind, PrintPart, RunPerson
from certificates.printing.chinese_dates import chinese_date
from certificates.printing.documents import Booklet, CourseLine, Graduate
from certificates.prior_certificate import prior_numbers
from review.models import FirstReview


def people_of(part: PrintPart) -> list[Application]:
    """The applications of one part in their order; whoever was set aside is left out."""
    places = RunPerson.objects.printed_with().filter(
        run=part.run_id, school=part.school_id, programme=part.programme_id, position__range=(part.first, part.last)
    )
    rows = Application.objects.with_record().filter(print_places__in=places)
    return list(rows.order_by("record__admission_number"))


def booklet_of(part: PrintPart, people: Sequence[Application]) -> Booklet:
    """The part's people as the layouts want them."""
    return booklet(people, Kind(part.kind), first_number=part.first)


def booklet(people: Sequence[Application], kind: Kind, *, first_number: int = 1) -> Booklet:
    """People of one school, programme and batch; the head comes from the first."""
    head = people[0]
    programme = head.record.programme
    return Booklet(
        batch=head.batch.name,
        institute=settings.INSTITUTE_NAME,
        school=head.school.name,
        programme=programme.name,
        programme_code=programme.code,
        level=programme.get_level_display(),
        people=tuple(_graduates(people, kind)),
        first_number=first_number,
    )


def _graduates(people: Sequence[Application], kind: Kind) -> list[Graduate]:
    """Photos are read for the documents that show them, marks and conduct for the form only."""
    keys = [person.pk for person in people]
    numbers = dict(Certificate.objects.filter(application__in=keys).values_list("application", "number"))
    priors = prior_numbers(people)
    photos: dict[int, Photo] = {}
    conduct: dict[int, str] = {}
    audits: list[Audit | None] = [None] * len(people)
    if kind in (Kind.CERTIFICATE, Kind.FORM):
        photos = {photo.application_id: photo for photo in Photo.objects.current().filter(application__in=keys)}
    if kind == Kind.FORM:
        passed = FirstReview.objects.filter(application__in=keys, outcome=FirstReview.Outcome.PASSED)
        conduct = dict(passed.order_by("round").values_list("application", "conduct"))
        audits = [audit(facts) for facts in facts_for(person.record for person in people)]
    return [
        _graduate(
            person,
            result,
            numbers.get(person.pk, ""),
            _bytes(photos.get(person.pk)),
            conduct.get(person.pk, ""),
            prior_number=priors[person.pk],
        )
        for person, result in zip(people, audits, strict=True)
    ]


def _bytes(photo: Photo | None) -> bytes:
    """The photo as it was kept; empty if it is gone, which the engine refuses with the person's name."""
    if photo is None:
        return b""
    try:
        with photo.file.open("rb") as file:
            return bytes(file.read())
    except OSError:
        return b""


def _graduate(
    application: Application, result: Audit | None, number: str, photo: bytes, conduct: str, *, prior_number: str
) -> Graduate:
    record, batch = application.record, application.batch
    return Graduate(
        name=record.name,
        sex=record.get_sex_display(),
        ethnicity=record.get_ethnicity_display(),
        birth=_day(record.birth_date),
        birth_short=record.birth_date.isoformat(),
        political_status=record.get_political_status_display(),
        id_number=record.id_number,
        admission_number=record.admission_number,
        programme=record.programme.name,
        programme_code=record.programme.code,
        level=record.programme.get_level_display(),
        school=application.school.name,
        certificate_number=number,
        graduation_date=_day(batch.graduation_date),
        graduation_date_chinese=chinese_date(batch.graduation_date),
        graduation_short=batch.graduation_date.isoformat(),
        first_enrolled=record.first_enrolled,
        phone=application.phone,
        address=application.address,
        employer=application.employer,
        prior_degree=_prior(application, prior_number),
        appraisal=application.appraisal,
        conduct=conduct,
        courses=_courses(result) if result else (),
        credits=str(result.credits) if result else "",
        photo=photo,
    )


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _prior(application: Application, number: str) -> str:
    parts = (application.prior_school, application.get_prior_level_display(), number)
    return "，".join(part for part in parts if part) if application.record.programme.is_bachelor else ""


def _courses(result: Audit) -> tuple[CourseLine, ...]:
    """What fills the plan's slots, in plan order; exemptions have no mark and say so in the remark."""
    return tuple(
        CourseLine(
            number=row.number,
            code=row.code,
            name=row.name,
            credits=str(row.credits),
            mark=row.mark,
            sitting=row.sitting,
            remark="" if row.source == "统考" else row.source,
        )
        for row in result.rows
        if row.state == "filled"
    )
