"""Applications in any state, complete enough to be submitted, with every earlier time set as if they had walked
there.
"""

import io
from datetime import timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from applications.models import Application, Document, Photo
from applications.models.application import PriorCheck, PriorLevel
from applications.statuses import Status
from selfexam.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import BatchFactory
from tests.factories.records import graduating_record

# The states that a path passes through before the one asked for, in order.
_WAY: dict[str, tuple[str, ...]] = {
    Status.DRAFT: (),
    Status.SUBMITTED: ("first_submitted_at", "submitted_at"),
    Status.RETURNED: ("first_submitted_at", "submitted_at", "returned_at"),
    Status.FIRST_PASSED: ("first_submitted_at", "submitted_at", "first_passed_at"),
    Status.WITHDRAWN: ("withdrawn_at",),
    Status.LAPSED: ("first_submitted_at", "submitted_at", "first_passed_at", "lapsed_at"),
}
_PAID = (*_WAY[Status.FIRST_PASSED], "paid_at")
_WAY[Status.PAID] = _PAID
_WAY[Status.APPROVED] = _WAY[Status.REJECTED] = (*_PAID, "decided_at")
_WAY[Status.REGISTERED] = (*_WAY[Status.APPROVED], "registered_at")
_WAY[Status.PRINTED] = (*_WAY[Status.REGISTERED], "printed_at")
_WAY[Status.ISSUED] = (*_WAY[Status.PRINTED], "issued_at")

APPRAISAL = "我在工作之余参加自学考试，按计划读完了每一门课程，遵守考试纪律，也学会了安排时间。" * 6


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    """`status`, `record`, `batch` and any field may be given; the record has an activated holder."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    batch = factory.SubFactory(BatchFactory)
    record = factory.LazyFunction(graduating_record)
    school = factory.SelfAttribute("record.school")
    status = Status.DRAFT
    phone = "13800000073"
    address = "示例市样本区虚构路 1 号"
    appraisal = APPRAISAL
    prior_number = "109991201806000073"
    prior_school = "范例职业学院"
    prior_level = PriorLevel.JUNIOR_COLLEGE
    prior_check = PriorCheck.VERIFIED

    @classmethod
    def _create(cls, model_class: type[Application], *args: Any, **fields: Any) -> Application:
        record, status = fields["record"], fields["status"]
        if record.holder is None:
            record.holder = UserFactory(role=Role.CANDIDATE, name=record.name)
            record.save(update_fields=["holder"])
        now = timezone.now() - timedelta(hours=2)
        for step, name in enumerate(_WAY[status]):
            fields.setdefault(name, now + timedelta(minutes=step))
        fields.setdefault("record_confirmed_at", now)
        fields.setdefault("materials_read_at", now)
        if status != Status.DRAFT:
            fields.setdefault("declared_at", now)
        return super()._create(model_class, *args, **fields)


def jpeg(width: int = 480, height: int = 640, colour: tuple[int, int, int] = (190, 210, 230)) -> bytes:
    """A plain picture; what it shows is not looked at."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", quality=92)
    return out.getvalue()


def add_photo(application: Application, verdict: str = Photo.Verdict.CLEAN, **fields: Any) -> Photo:
    data = jpeg()
    checked = None if verdict == Photo.Verdict.PENDING else timezone.now()
    photo = Photo(
        application=application, sha256="0" * 64, bytes=len(data), verdict=verdict, checked_at=checked, **fields
    )
    photo.file.save("photo.jpg", ContentFile(data), save=False)
    photo.save()
    return photo


def add_document(application: Application, kind: str, **fields: Any) -> Document:
    data = jpeg(856, 540)
    document = Document(application=application, kind=kind, sha256="0" * 64, bytes=len(data), **fields)
    document.file.save("document.jpg", ContentFile(data), save=False)
    document.save()
    return document


def complete(application: Application) -> Application:
    """With photo and both ID card sides: ready to be submitted."""
    add_photo(application)
    add_document(application, Document.Kind.ID_FRONT)
    add_document(application, Document.Kind.ID_BACK)
    return application
