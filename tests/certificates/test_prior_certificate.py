"""专本同办: the number of the 专科 certificate stands in registration data and on the form as soon as there is one."""

import csv
import io
from collections.abc import Callable

import pytest
from django.utils import timezone

from applications.models import Application
from applications.models.application import PriorLevel
from applications.statuses import Status
from certificates.models import Certificate, Kind
from certificates.numbering import certificate_number
from certificates.printing.facts import booklet
from certificates.prior_certificate import prior_numbers
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.models import Batch, School
from tests.certificates.people import graduate, make_batch, make_programme
from tests.certificates.test_package import made, opened

pytestmark = pytest.mark.django_db
Graduates = Callable[..., list[Application]]


@pytest.fixture
def college(batch: Batch, school: School) -> Application:
    return graduate(batch, school, make_programme("590206", "行政管理", Level.JUNIOR_COLLEGE), 700)


def rest_on(college: Application, bachelor: Application, *, same_person: bool = True) -> Application:
    if same_person:
        bachelor.record.id_digest = college.record.id_digest
        bachelor.record.save(update_fields=["id_digest"])
    number = college.record.admission_number
    Application.objects.filter(pk=bachelor.pk).update(prior_level=PriorLevel.SAME_BATCH, prior_number=number)
    return Application.objects.select_related("record__programme", "batch", "school").get(pk=bachelor.pk)


def test_a_package_with_both_carries_the_certificate_number_of_the_college(
    batch: Batch, institute: User, college: Application, graduates: Graduates
) -> None:
    plain, resting = graduates(2)
    resting = rest_on(college, resting)
    archive = opened(made(batch, institute))
    name = next(name for name in archive.namelist() if name.endswith(".csv"))
    rows = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
    found = {row["ZKZH"]: row["QZXL_ZSBH"] for row in rows}
    number = college.record.admission_number
    assert found[resting.record.admission_number] == certificate_number("6", number)
    assert found[plain.record.admission_number] == plain.prior_number
    form = booklet([resting], Kind.FORM).people[0]
    assert form.prior_degree.endswith(certificate_number("6", number))


def test_without_a_certificate_the_own_number_stands_there_as_the_candidate_gave_it(
    college: Application, graduates: Graduates
) -> None:
    resting = rest_on(college, graduates(1)[0])
    assert prior_numbers([resting]) == {resting.pk: college.record.admission_number}


def test_somebody_elses_certificate_and_another_batchs_are_never_taken(
    school: School, college: Application, graduates: Graduates
) -> None:
    first, second = graduates(2)
    other = graduate(
        make_batch("2021H2"), school, make_programme("590207", "会计", Level.JUNIOR_COLLEGE), 701, status=Status.ISSUED
    )
    strange, old = rest_on(college, first, same_person=False), rest_on(other, second)
    for application in (college, other):
        number = application.record.admission_number
        Certificate.objects.get_or_create(
            application=application,
            defaults={
                "number": certificate_number("6", number),
                "level": "6",
                "admission_number": number,
                "numbering": Batch.Numbering.DEMONSTRATION,
                "assigned_at": timezone.now(),
            },
        )
    assert prior_numbers([strange, old]) == {strange.pk: strange.prior_number, old.pk: old.prior_number}
