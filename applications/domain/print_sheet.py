"""Prints the application sheet at the counter. It shows the whole ID number, so who printed it is written down."""

from uuid import UUID

from django.db import transaction

from applications.domain.at_counter import why_not_theirs
from applications.domain.history import remember
from applications.domain.refusals import NotAllowed
from applications.models import Application
from applications.printing.sheet import application_sheet
from applications.printing.sheet_facts import check_code
from selfexam.accounts.actors import Actor
from selfexam.accounts.roles import SCHOOL_ROLES


@transaction.atomic
def print_sheet(application_uuid: UUID | str, *, by: Actor) -> tuple[Application, bytes]:
    """The application and its sheet as PDF, of the content as it is now."""
    seen = Application.objects.visible_to(by).with_record().select_related("counter_opened_by")
    application = seen.get(uuid=application_uuid)
    if by.role not in SCHOOL_ROLES or why_not_theirs(application, by):
        raise NotAllowed("只有现场受理的申请可以打印申请表")
    remember(application, "打印申请表", by=by, note=f"校验码 {check_code(application)}", action="sheet")
    return application, application_sheet(application)
