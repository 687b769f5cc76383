"""The degree audit: whole audits from the database, the facts alone, the rules alone, and one candidate's page."""

from applications.audit import audit_record
from applications.audit.auditing import audit
from applications.audit.facts import facts_for
from applications.audit.many import AT_A_TIME, audits_of
from selfexam.bench.people import people
from selfexam.bench.registry import Stopwatch, bench
from selfexam.records.models import StudentRecord

PAGES = 20


@bench("audit", sizes=(500, 2000))
def audits(watch: Stopwatch) -> None:
    """Queries a record must fall as the number of records grows: their number is constant for every 500 records."""
    keys = people(watch.size)
    records = StudentRecord.objects.filter(pk__gte=min(keys), pk__lte=max(keys))
    with watch("bare: read the records", watch.size):
        for start in range(0, watch.size, AT_A_TIME):
            list(records.select_related("programme").order_by("pk")[start : start + AT_A_TIME])
    with watch("audits from the database", watch.size):
        passed = sum(found.verdict == "pass" for _, found in audits_of(records))
    if passed != watch.size:
        raise RuntimeError(f"{watch.size - passed} of {watch.size} do not pass")
    some = list(records.select_related("programme")[:AT_A_TIME])
    with watch("facts alone", len(some)):
        facts = facts_for(some)
    with watch("rules alone", len(some)):
        for one in facts:
            audit(one)
    with watch("one record, as a page reads it", PAGES):
        for record in some[:PAGES]:
            audit_record(record)
