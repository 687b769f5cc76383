"""What is known of the prior qualification (前置学历) of bachelor candidates: one of the facts of the audit."""

from collections.abc import Sequence

from applications.audit.prior_states import ABSENT, SAME_BATCH, UNVERIFIED, VERIFIED
from applications.models import Application
from applications.models.application import PriorCheck
from applications.same_batch import College, colleges
from applications.statuses import Status
from selfexam.records.models import StudentRecord, VerifiedQualification


def prior_of(records: Sequence[StudentRecord]) -> dict[int, tuple[str, College | None]]:
    """State by record, with the 专科 application that it rests on; at most three queries.

    Records of junior-college programmes (专科) need none and are left out. Of several applications the last counts that
    was not withdrawn; a confirmed number counts for whoever has not named one yet, never for one who names another.
    """
    bachelors = [record for record in records if record.programme.is_bachelor]
    if not bachelors:
        return {}
    digests = {record.id_digest for record in bachelors}
    confirmed = VerifiedQualification.objects.filter(id_digest__in=digests).values_list("id_digest", flat=True)
    known = set(confirmed)
    said = Application.objects.filter(record__in=[record.pk for record in bachelors]).exclude(status=Status.WITHDRAWN)
    fields = ("batch", "record", "record__id_digest", "prior_number", "prior_level", "prior_check")
    named = {
        application.record_id: application
        for application in said.select_related("record").only(*fields).order_by("created_at", "pk")
    }
    resting = colleges(named.values())
    return {record.pk: _state(record, known, named.get(record.pk), resting) for record in bachelors}


def _state(
    record: StudentRecord, known: set[str], application: Application | None, resting: dict[int, College]
) -> tuple[str, College | None]:
    if application is None or not application.prior_number:
        return (VERIFIED if record.id_digest in known else ABSENT), None
    if application.pk in resting:
        return SAME_BATCH, resting[application.pk]
    return (VERIFIED if application.prior_check == PriorCheck.VERIFIED else UNVERIFIED), None
