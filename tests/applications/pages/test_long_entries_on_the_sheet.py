"""What somebody typed at length is printed on the sheet of the counter beside everything else, not over it."""

import pytest

from applications.models import Application
from applications.printing.sheet import application_sheet
from applications.statuses import Status
from tests.cast import Cast
from tests.certificates.printing.test_documents import places

pytestmark = pytest.mark.django_db


def test_a_long_employer_and_school_make_their_rows_higher() -> None:
    application = Cast().application(Status.SUBMITTED)
    Application.objects.filter(pk=application.pk).update(
        address="样本区示范街道一号" * 12 + " AddressEnd",
        employer="EmployerStart " + "示例科技发展公司" * 4 + " EmployerEnd",
        prior_school="SchoolStart " + "范例职业学院" * 5 + " SchoolEnd",
        prior_number="123456789012345678",
        prior_level="junior_college",
    )
    application.refresh_from_db()
    where = places(application_sheet(application), 1)
    headings = [next(top for word, (top, _) in where.items() if word.startswith(f"{n}、")) for n in "三四"]
    assert where["AddressEnd"][1] <= where["EmployerStart"][0]
    assert where["EmployerEnd"][1] <= headings[0]
    assert headings[0] <= where["SchoolStart"][0]
    assert where["SchoolEnd"][1] <= where["123456789012345678"][0]
