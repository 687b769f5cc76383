"""Graduates for the tests of this room: invented people with everything that a package or a print run needs."""

import io
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from applications.models import Application, Photo
from applications.statuses import TIMESTAMP_OF, Status
from certificates.models import Certificate
from certificates.numbering import certificate_number
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch, Plan, Programme, School
from selfexam.digests import keyed_digest
from selfexam.records.models import StudentRecord

SURNAMES, NAMES = "赵钱孙李周吴郑王冯陈", ("一禾", "以诚", "知远", "若溪", "星野", "望舒", "行简", "可", "子衿", "允文")


def make_batch(code: str = "2022H2", numbering: str = Batch.Numbering.DEMONSTRATION) -> Batch:
    now = timezone.now()
    end = now - timedelta(days=20)
    return Batch.objects.create(
        code=code,
        name="2022 年下半年",
        apply_from=now - timedelta(days=40),
        apply_until=end,
        review_until=end,
        pay_until=end,
        collective_from=timezone.localdate() - timedelta(days=15),
        collective_until=timezone.localdate() - timedelta(days=3),
        graduation_date=date(2022, 12, 30),
        numbering=numbering,
        is_published=True,
    )


def make_school(code: str = "90001", name: str = "示例大学") -> School:
    return School.objects.create(code=code, name=name)


def make_programme(code: str = "050101", name: str = "汉语言文学", level: str = Level.BACHELOR) -> Programme:
    programme = Programme.objects.create(code=code, name=name, level=level)
    Plan.objects.create(
        programme=programme, version="2024", valid_from=date(2024, 1, 1), least_courses=13, least_credits=70
    )
    return programme


def institute(role: str = Role.INSTITUTE_LEAD, username: str = "institute") -> User:
    return User.objects.create_user(username, "Portal-2022", name="罗老师", role=role)


def school_staff(school: School, username: str = "school", role: str = Role.SCHOOL_REVIEWER) -> User:
    return User.objects.create_user(username, "Portal-2022", name="王老师", role=role, school=school)


def portrait(shade: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (480, 640), (shade % 256, 220, 240)).save(out, "JPEG", quality=90)
    return out.getvalue()


def graduate(
    batch: Batch,
    school: School,
    programme: Programme,
    number: int,
    *,
    name: str = "",
    status: str = Status.APPROVED,
    photo: bool = True,
) -> Application:
    """An application in `status` with all the times before it, as if it had walked the whole way."""
    record = StudentRecord.objects.create(
        admission_number=f"0118191{number:05d}",
        name=name or SURNAMES[number % 10] + NAMES[number // 10 % 10],
        sex="2" if number % 2 else "1",
        birth_date=date(1999, 3, 7),
        ethnicity="01",
        id_number=f"50000019990307{number:04d}",
        id_digest=keyed_digest(f"50000019990307{number:04d}"),
        programme=programme,
        plan=programme.plans.get(),
        school=school,
        route=Route.INDIVIDUAL,
        first_enrolled="2019-10",
    )
    now = timezone.now()
    way = [Status.SUBMITTED, Status.FIRST_PASSED, Status.PAID, Status.APPROVED]
    way += (Status.REGISTERED, Status.PRINTED, Status.ISSUED)[: _beyond(status)]
    application = Application.objects.create(
        batch=batch,
        record=record,
        school=school,
        status=status,
        phone="13800000000",
        appraisal="本人在学习期间遵守考试纪律，认真完成全部课程。" * 10,
        declared_at=now,
        first_submitted_at=now,
        **{TIMESTAMP_OF[s]: now for s in way},
    )
    if photo:
        picture = portrait(number)
        kept = Photo(
            application=application, sha256="0" * 64, bytes=len(picture), verdict=Photo.Verdict.CLEAN, checked_at=now
        )
        kept.file.save("photo.jpg", ContentFile(picture), save=False)
        kept.save()
    return application


def register(applications: list[Application]) -> list[Application]:
    """The same people with their registered certificates."""
    for application in applications:
        record = application.record
        Certificate.objects.create(
            application=application,
            number=certificate_number(record.programme.level, record.admission_number),
            level=record.programme.level,
            admission_number=record.admission_number,
            numbering="demonstration",
            assigned_at=application.registered_at,
            registered_at=application.registered_at,
        )
    return applications


def _beyond(status: str) -> int:
    return {Status.REGISTERED: 1, Status.PRINTED: 2, Status.ISSUED: 3}.get(Status(status), 0)
