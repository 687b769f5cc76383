"""Degree audit (毕业条件自查): may this record graduate, and if not, what is missing?"""

from applications.audit.auditing import Audit, audit
from applications.audit.facts import facts_for
from selfexam.records.models import StudentRecord

__all__ = ["Audit", "audit_record"]


def audit_record(record: StudentRecord) -> Audit:
    """The audit of one record as it stands in the database now."""
    return audit(facts_for([record])[0])
