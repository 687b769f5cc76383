"""Decides whether a prior certificate number needs images: confirmed numbers do not (notice 一(一)5)."""

from applications.models.application import PriorCheck
from selfexam.records.domain.prior import is_confirmed
from selfexam.records.models import StudentRecord


def prior_check(record: StudentRecord, number: str) -> PriorCheck:
    """VERIFIED if the institute has imported the confirmation of this number for this person, else UNCHECKED."""
    return PriorCheck.VERIFIED if is_confirmed(record, number) else PriorCheck.UNCHECKED
