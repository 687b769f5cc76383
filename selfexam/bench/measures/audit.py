"""The degree audit: facts read from the database for many records at once, and the rules alone."""

from applications.audit.auditing import audit
from applications.audit.facts import facts_for
from selfexam.bench.people import people
from selfexam.bench.registry import Stopwatch, bench
from selfexam.records.models import StudentRecord


@bench("audit", sizes=(100, 400))
def audits(watch: Stopwatch) -> None:
    """Queries a record must fall as the number of records grows: they are read in constant time a batch."""
    keys = people(watch.size)
    records = StudentRecord.objects.filter(pk__in=keys).select_related("programme")
    with watch("bare: read the records", watch.size):
        rows = list(records)
    with watch("facts", watch.size):
        facts = facts_for(rows)
    with watch("rules", watch.size):
        for one in facts:
            audit(one)
