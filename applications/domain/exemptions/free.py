"""Courses that waited for a fee which the institute has set to nothing go on to the school. Called by the clock."""

from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.fetching import locked_applications
from applications.domain.history import remember
from applications.exemptions.applicants import ASKING
from applications.models import ExemptionRow
from selfexam.accounts.actors import SYSTEM

MOST_AT_ONCE = 500


@transaction.atomic
def let_free_ones_through(most: int = MOST_AT_ONCE) -> int:
    """UNPAID → PAID without a bill, as hand_in.py does where no fee is asked for; how many."""
    waiting = ExemptionRow.objects.filter(
        state=ExemptionRow.State.UNPAID, application__batch__exemption_fee=0, application__status__in=ASKING
    )
    rows = list(waiting.select_related("course").order_by("pk")[:most])
    applications = {each.pk: each for each in locked_applications(row.application_id for row in rows)}
    through = 0
    for row in rows:
        mine = ExemptionRow.objects.filter(pk=row.pk, state=ExemptionRow.State.UNPAID)
        if mine.update(state=ExemptionRow.State.PAID, paid_at=timezone.now()):
            remember(
                applications[row.application_id], "免考不再收费", by=SYSTEM, note=str(row.course), action="exemption"
            )
            through += 1
    return through
