"""考籍: who a candidate is in the examination system, and which courses they have passed."""

from selfexam.records.models.correction import Correction
from selfexam.records.models.correction_parts import CorrectedField, CorrectionItem, CorrectionProof
from selfexam.records.models.credit import Credit
from selfexam.records.models.merge import RecordMerge
from selfexam.records.models.record_event import RecordEvent
from selfexam.records.models.record_upload import RecordUpload
from selfexam.records.models.student_record import StudentRecord
from selfexam.records.models.verified_qualification import VerifiedQualification

__all__ = [
    "CorrectedField",
    "Correction",
    "CorrectionItem",
    "CorrectionProof",
    "Credit",
    "RecordEvent",
    "RecordMerge",
    "RecordUpload",
    "StudentRecord",
    "VerifiedQualification",
]
