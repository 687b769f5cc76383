"""An import of verified numbers (前置学历核对) confirms the open applications that name them.

Hears of changed records in the transaction of the import, so that file and confirmations are written together or not.
"""

from django.db.models import Exists, OuterRef

from applications.domain.prior_results import write_result
from applications.models import Application
from applications.models.application import PriorCheck
from applications.priors.imported import Imported
from applications.priors.protocol import Question
from applications.statuses import Status
from selfexam.accounts.actors import SYSTEM
from selfexam.records.changed import on_change
from selfexam.records.models import VerifiedQualification

WAITING = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED, Status.PAID)
KEYS_A_QUERY = 5000


@on_change
def confirm_imported(records: frozenset[int]) -> None:
    """Most changes confirm nothing: one query for every few thousand records then."""
    keys = sorted(records)
    row = VerifiedQualification.objects.filter(id_digest=OuterRef("record__id_digest"), number=OuterRef("prior_number"))
    for start in range(0, len(keys), KEYS_A_QUERY):
        named = Application.objects.filter(record__in=keys[start : start + KEYS_A_QUERY], status__in=WAITING)
        unsure = named.exclude(prior_check__in=[PriorCheck.VERIFIED, PriorCheck.SAME_BATCH]).exclude(prior_number="")
        for application in unsure.filter(Exists(row)).select_related("record").order_by("pk"):
            record = application.record
            answer = Imported().ask(Question(application.prior_number, record.name, record.id_digest))
            if answer is not None:
                write_result(application, answer, Imported.code, by=SYSTEM)
