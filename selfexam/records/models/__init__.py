"""考籍: who a candidate is in the examination system, and which courses they have passed."""

from selfexam.records.models.credit import Credit
from selfexam.records.models.student_record import StudentRecord
from selfexam.records.models.verified_qualification import VerifiedQualification

__all__ = ["Credit", "StudentRecord", "VerifiedQualification"]
