"""Short words for tests of the counter: a person in front of the desk, filled in, signed, handed in."""

from django.utils import timezone

from applications.domain.edit import save_part
from applications.domain.open_at_counter import open_at_counter
from applications.domain.submit_at_counter import submit_at_counter
from applications.domain.upload_signed_sheet import upload_signed_sheet
from applications.models import Application
from applications.models.application import PriorCheck, PriorLevel
from applications.printing.sheet_facts import check_code
from applications.sections import Section
from selfexam.accounts.models import User
from selfexam.records.models import StudentRecord
from tests.cast import Cast
from tests.factories.applications import APPRAISAL, complete, jpeg
from tests.factories.records import graduating_record

REASON = "考生没有手机"


def person(cast: Cast, **fields: object) -> StudentRecord:
    """A record of the cast's school that nobody has activated."""
    return graduating_record(plan=cast.plan, **{"school": cast.school, **fields})


def opened(cast: Cast, by: User | None = None, record: StudentRecord | None = None) -> Application:
    record = record or person(cast)
    return open_at_counter(record.uuid, reason=REASON, is_present=True, by=by or cast.reviewer)


def filled(application: Application, by: User) -> Application:
    """Every part, saved through the same act as the candidate's pages."""
    now = timezone.now()
    parts = {
        Section.RECORD: {"record_confirmed_at": now},
        Section.CONTACT: {"phone": "13800000073", "address": "示例市样本区虚构路 1 号"},
        Section.APPRAISAL: {"appraisal": APPRAISAL},
        Section.PRIOR_DEGREE: {
            "prior_number": "109991201806000073",
            "prior_school": "范例职业学院",
            "prior_level": PriorLevel.JUNIOR_COLLEGE,
            "prior_check": PriorCheck.VERIFIED,
        },
        Section.MATERIALS: {"materials_read_at": now},
    }
    for section, values in parts.items():
        save_part(application.uuid, section, values, by=by)
    return complete(Application.objects.get(pk=application.pk))


def signed(application: Application, by: User, colour: tuple[int, int, int] = (250, 250, 250)) -> Application:
    application = Application.objects.get(pk=application.pk)
    upload_signed_sheet(application.uuid, jpeg(827, 1169, colour), check_code(application), by=by)
    return Application.objects.get(pk=application.pk)


def handed_in(cast: Cast, by: User | None = None, record: StudentRecord | None = None) -> Application:
    by = by or cast.reviewer
    application = signed(filled(opened(cast, by, record), by), by)
    return submit_at_counter(application.uuid, is_checked=True, by=by)
