"""Builds a registration package once: entries and photos in, one ZIP out, state by a conditional update.

Called by tasks.py.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any, TypeAlias

from django.utils import timezone

from applications.models import Application, Photo
from certificates.exchange.columns import TooLong
from certificates.exchange.package import write_package
from certificates.exchange.registrant import Registrant
from certificates.keeping import keep
from certificates.models import Certificate, RegistrationPackage
from certificates.prior_certificate import prior_numbers

State = RegistrationPackage.State
Progress: TypeAlias = Callable[[int, int], None]


def build_package(
    package_pk: int,
    *,
    progress: Progress | None = None,
    finishing: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Make the file of a package that is being built; a package that is ready is left alone.

    `finishing` ends the job in the transaction that writes the result.
    """
    package = RegistrationPackage.objects.select_related("batch").get(pk=package_pk)
    if package.state != State.BUILDING:
        return
    result: dict[str, Any]
    try:
        name, digest, size = _write(package, progress)
    except (TooLong, PhotoMissing) as problem:
        result = {"state": State.FAILED, "problem": problem.sentence[:300]}
    else:
        result = {"state": State.READY, "file": name, "sha256": digest, "bytes": size, "ready_at": timezone.now()}
    with finishing():
        RegistrationPackage.objects.filter(pk=package.pk, state=State.BUILDING).update(**result)


def _write(package: RegistrationPackage, progress: Progress | None) -> tuple[str, str, int]:
    people = [
        entry.application
        for entry in package.entries.select_related(
            "application__record__programme", "application__school", "application__batch"
        )
    ]
    numbers = dict(Certificate.objects.filter(application__in=people).values_list("application_id", "number"))
    priors = prior_numbers(people)
    photos = {photo.application_id: photo for photo in Photo.objects.current().filter(application__in=people)}
    by_number = {person.record.admission_number: photos.get(person.pk) for person in people}
    made_at: datetime = timezone.localtime(package.made_at)

    def photo_of(registrant: Registrant) -> bytes:
        photo = by_number[registrant.admission_number]
        if photo is None:
            raise PhotoMissing(registrant)
        try:
            with photo.file.open("rb") as file:
                return bytes(file.read())
        except OSError as error:
            raise PhotoMissing(registrant) from error

    return keep(
        "registration",
        package.uuid,
        ".zip",
        lambda target: write_package(
            target,
            [registrant_of(person, numbers.get(person.pk, ""), priors[person.pk]) for person in people],
            stem=package.file_stem,
            title=f"{package}电子注册数据",
            made_at=made_at,
            photo_of=photo_of,
            demonstration=package.batch.numbering == package.batch.Numbering.DEMONSTRATION,
            progress=progress,
        ),
    )


def registrant_of(application: Application, number: str, prior_number: str) -> Registrant:
    """The plain values of one person; `number` is empty where the institute assigns it later."""
    record, programme, school = application.record, application.record.programme, application.school
    return Registrant(
        admission_number=record.admission_number,
        name=record.name,
        sex_code=record.sex,
        sex=record.get_sex_display(),
        birth_date=f"{record.birth_date:%Y%m%d}",
        id_type=record.id_type,
        id_number=record.id_number.upper(),
        ethnicity_code=record.ethnicity,
        ethnicity=record.get_ethnicity_display(),
        political_status_code=record.political_status,
        political_status=record.get_political_status_display(),
        programme_code=programme.code,
        programme=programme.name,
        level_code=programme.level,
        level="本科（专升本）" if programme.is_bachelor else "专科",
        school_code=school.code,
        school=school.name,
        graduation_date=f"{application.batch.graduation_date:%Y%m%d}",
        certificate_number=number,
        prior_number=prior_number,
        prior_school=application.prior_school,
        prior_level=application.get_prior_level_display(),
    )


class PhotoMissing(Exception):
    """The photo of a graduate is not there; the sentence names the person."""

    def __init__(self, registrant: Registrant) -> None:
        self.sentence = f"{registrant.name}（{registrant.admission_number}）的证件照文件读不到，请联系管理员找回"
        super().__init__(self.sentence)
