"""A bachelor candidate needs a prior qualification (notice 一(一)5; 教职成厅〔2020〕3号, item 5)."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import BLOCKS, NOTE, REVIEW, Finding
from applications.audit.prior_states import ABSENT, SAME_BATCH, UNVERIFIED

# What the 专科 application that a 本科 rests on means for it (applications/same_batch.py).
_WEIGHT = {"approved": NOTE, "waiting": REVIEW, "lacking": BLOCKS}


def prior_degree(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    """Missing is only a note: the application cannot be handed in without it, and a forecast comes before that."""
    if facts.prior == SAME_BATCH:
        yield Finding("prior_same_batch", _WEIGHT.get(facts.college, BLOCKS), facts.college_sentence)
    elif facts.prior == UNVERIFIED:
        yield Finding("prior_unverified", REVIEW, "前置学历没有在学信网核对到，由老师看证书和备案表图片")
    elif facts.prior == ABSENT:
        yield Finding("prior_absent", NOTE, "申请时还要填写专科及以上毕业证书编号")
