"""The ID numbers of a correction in full, for whoever compares them with the proof; looking is history.

Called by the desks' page of a correction.
"""

from uuid import UUID

from django.db import transaction

from selfexam.accounts.actors import Actor
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.records.history import Entry, remember
from selfexam.records.models import CorrectedField, Correction


@transaction.atomic
def reveal_correction(correction_uuid: UUID, *, by: Actor) -> bool:
    """Whether there is a number to be shown; who looked is written down if so."""
    correction = Correction.objects.visible_to(by).get(uuid=correction_uuid)
    has_number = correction.items.filter(field=CorrectedField.ID_NUMBER).exists()
    if by.role not in SCHOOL_ROLES | INSTITUTE_ROLES or not has_number:
        return False
    remember([Entry(correction.record_id, "查看更正的证件号码", matters=False)], by=by)
    return True
