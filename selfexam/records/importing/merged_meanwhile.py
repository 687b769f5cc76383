"""A number that is merged between the reading of a table and its writing: its new credits would stay with a record that
has ended. Called by the table 成绩 before it writes.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction

from selfexam.catalogue.importing.comparing import Compared
from selfexam.records.models import Credit, StudentRecord

SENTENCE = "刚刚合并到另一个准考证号，请重新核对后再导入"


def merged_meanwhile(compared: Sequence[Compared]) -> Iterator[tuple[int, str, str]]:
    """(row, column, sentence). Inside an import the records stay locked to its end: a merge comes before or after it.

    Weaker than the lock of an act: whoever only refers to these records need not wait.
    """
    rows = [(one.parsed.row.number, one.row) for one in compared if one.differs]
    credits = [(number, row) for number, row in rows if isinstance(row, Credit)]
    if not credits or not transaction.get_connection().in_atomic_block:
        return
    records = StudentRecord.objects.filter(pk__in={credit.record_id for _, credit in credits}).order_by("pk")
    held = records.select_for_update(no_key=True).values_list("pk", "merged_into")
    ended = {pk for pk, into in held if into is not None}
    for number, credit in credits:
        if credit.record_id in ended:
            yield number, "准考证号", SENTENCE
