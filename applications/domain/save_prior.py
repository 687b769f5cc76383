"""Saves the part 前置学历: number, school, level, and what is known of the number so far (notice 一(一)5).

A number that changed is a number nobody has looked up: whatever was found out about another one does not count for it.
Called by the candidate's page and by whoever fills in the application for them.
"""

from typing import Any
from uuid import UUID

from django.db import transaction

from applications.domain.ask_prior import check_prior_soon
from applications.domain.edit import open_for_editing, write_part
from applications.domain.prior_results import check_known, write_result
from applications.domain.refusals import NotAllowed
from applications.models import Application
from applications.models.application import PriorCheck, PriorLevel
from applications.priors.imported import Imported
from applications.priors.protocol import Question
from applications.same_batch import own_college_records
from applications.sections import Section
from selfexam.accounts.actors import SYSTEM, Actor
from selfexam.records.prior_numbers import BadPriorNumber, read_prior_number
from selfexam.typed import number as typed_number


@transaction.atomic
def save_prior(application_uuid: UUID | str, *, number: str, school: str, level: str, by: Actor) -> Application:
    """Raises NotAllowed with the sentence; what the institute has imported is known at once, the rest is asked soon."""
    application = open_for_editing(application_uuid, Section.PRIOR_DEGREE, by=by)
    if level == PriorLevel.SAME_BATCH:
        write_part(application, Section.PRIOR_DEGREE, _same_batch(application, number))
        return application
    try:
        read = read_prior_number(number)
    except BadPriorNumber as bad:
        raise NotAllowed(str(bad)) from None
    known = check_known(application.record, read)
    values = {"prior_number": read, "prior_school": school, "prior_level": level, "prior_check": known}
    write_part(application, Section.PRIOR_DEGREE, values)
    if known == PriorCheck.UNCHECKED:
        _look_up(application)
    application.refresh_from_db()
    return application


def _look_up(application: Application) -> None:
    question = Question(application.prior_number, application.record.name, application.record.id_digest)
    answer = Imported().ask(question)
    if answer is not None:
        write_result(application, answer, Imported.code, by=SYSTEM)
    else:
        check_prior_soon(application)


def _same_batch(application: Application, number: str) -> dict[str, Any]:
    """专本同办: the number has to be the person's own 准考证号 of a 专科 that is not finished yet."""
    if not application.batch.allows_same_batch:
        raise NotAllowed("这一批次不能专科、本科同时办理，请填写毕业证书编号")
    written = typed_number(number)
    own = {record.admission_number: record for record in own_college_records(application.record)}
    if written not in own:
        raise NotAllowed("这不是本人还在办理的自考专科准考证号，请核对；已经毕业的请填毕业证书编号")
    return {
        "prior_number": written,
        "prior_school": str(own[written].school),
        "prior_level": PriorLevel.SAME_BATCH,
        "prior_check": PriorCheck.SAME_BATCH,
    }
