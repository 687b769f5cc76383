"""Is a prior certificate number (前置学历证书编号) confirmed for this person? (notice 一(一)5)"""

from selfexam.records.models import StudentRecord, VerifiedQualification


def is_confirmed(record: StudentRecord, number: str) -> bool:
    """Whether 学信网 has confirmed `number` for the person of `record`, by the institute's imported rows."""
    rows = VerifiedQualification.objects.filter(id_digest=record.id_digest, number=number.upper())
    return bool(number) and rows.exists()
