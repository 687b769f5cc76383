"""The states of an application, each with the word staff read and the word the candidate reads."""

from dataclasses import dataclass

from django.db import models


class Status(models.TextChoices):
    """Labels are the staff's; `candidate_word` gives the candidate's."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待初审"
    RETURNED = "returned", "退回修改"
    FIRST_PASSED = "first_passed", "初审通过待缴费"
    PAID = "paid", "初审合格"
    APPROVED = "approved", "会审通过"
    REJECTED = "rejected", "会审未通过"
    REGISTERED = "registered", "已注册"
    PRINTED = "printed", "已打印"
    ISSUED = "issued", "已领取"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "作废"


@dataclass(frozen=True)
class Word:
    """What the candidate reads, and the tag class that says whose turn it is (design: yours, theirs, done, no)."""

    text: str
    tag: str


CANDIDATE_WORDS: dict[str, Word] = {
    Status.DRAFT: Word("填写中", "yours"),
    Status.SUBMITTED: Word("学校审核中", "theirs"),
    Status.RETURNED: Word("需要您修改", "yours"),
    Status.FIRST_PASSED: Word("请缴费", "yours"),
    Status.PAID: Word("等待会审", "theirs"),
    Status.APPROVED: Word("会审已通过", "done"),
    Status.REJECTED: Word("未通过", "no"),
    Status.REGISTERED: Word("已电子注册", "done"),
    Status.PRINTED: Word("证书已制作", "done"),
    Status.ISSUED: Word("已领取", "done"),
    Status.WITHDRAWN: Word("已撤回", ""),
    Status.LAPSED: Word("本次申请已作废", ""),
}

STAFF_TAGS: dict[str, str] = {
    Status.DRAFT: "",
    Status.SUBMITTED: "yours",
    Status.RETURNED: "theirs",
    Status.FIRST_PASSED: "theirs",
    Status.PAID: "now",
    Status.APPROVED: "done",
    Status.REJECTED: "no",
    Status.REGISTERED: "done",
    Status.PRINTED: "done",
    Status.ISSUED: "done",
    Status.WITHDRAWN: "",
    Status.LAPSED: "",
}

# Over for this batch: the record may start a new application.
CLOSED = frozenset({Status.REJECTED, Status.WITHDRAWN, Status.LAPSED})
# The candidate may edit (all of it, or the parts that were returned).
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
# Not yet paid: what the clock voids at the payment deadline (notice 一(一)).
UNPAID = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED})
# Passed collective review.
GRADUATING = frozenset({Status.APPROVED, Status.REGISTERED, Status.PRINTED, Status.ISSUED})

# When each state was last entered; DRAFT is `created_at`.
TIMESTAMP_OF: dict[str, str] = {
    Status.SUBMITTED: "submitted_at",
    Status.RETURNED: "returned_at",
    Status.FIRST_PASSED: "first_passed_at",
    Status.PAID: "paid_at",
    Status.APPROVED: "decided_at",
    Status.REJECTED: "decided_at",
    Status.REGISTERED: "registered_at",
    Status.PRINTED: "printed_at",
    Status.ISSUED: "issued_at",
    Status.WITHDRAWN: "withdrawn_at",
    Status.LAPSED: "lapsed_at",
}
