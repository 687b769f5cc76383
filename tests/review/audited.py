"""Applications as they are after a submission: with the standing that submit.py writes."""

from applications.audit import audit_record
from applications.domain.standing import keep_standing
from applications.models import Application, Document
from applications.statuses import Status
from tests.cast import Cast


def audited(cast: Cast, number: int = 1) -> list[Application]:
    """`number` applications that wait for first review and show no doubt."""
    made = [cast.application(Status.SUBMITTED) for _ in range(number)]
    for application in made:
        keep_standing(application, audit_record(application.record))
        # The factory's two sides are one and the same picture, which the portal notices.
        application.documents.filter(kind=Document.Kind.ID_BACK).update(sha256="1" * 64)
    return made
