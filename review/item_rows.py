"""The rows of the decision form: each item with its reasons, the last judgement, and what changed since. Reads only."""

from dataclasses import dataclass

from applications.models import Application
from review.item_facts import Facts, what_changed
from review.items import FirstItem, first_items
from review.models import FirstReview, ItemJudgement, ReturnReason


@dataclass(frozen=True)
class ItemRow:
    """One item; `before` is its last judgement in any round, `changes` what is not as it was then.

    `is_known` is False for a judgement from before facts were kept: then nothing is claimed of it.
    """

    item: FirstItem
    reasons: list[str]
    before: ItemJudgement | None
    changes: list[str]
    is_known: bool

    @property
    def was_returned(self) -> bool:
        return self.before is not None and self.before.verdict == ItemJudgement.Verdict.RETURN

    @property
    def is_changed(self) -> bool:
        """What was returned counts as changed where nothing is known; the reviewer looks again."""
        return bool(self.changes) if self.is_known else self.was_returned

    @property
    def settled(self) -> bool:
        """Passed before and still what it was: shown as such, still open to another judgement."""
        return self.before is not None and not self.was_returned and not self.is_changed

    @property
    def told(self) -> str:
        """The line below the item on a second round."""
        if self.before is None:
            return "还没有判定过" if self.is_known else ""
        which = "、".join(self.changes)
        if self.was_returned:
            return (
                f"考生已修改：{which}" if which else "上次退回，考生没有改动" if self.is_known else "考生已修改，请判定"
            )
        if which:
            return f"上次合格，之后有变化：{which}"
        return "上次合格，没有变化" if self.is_known else "上次合格，没有退回"


@dataclass(frozen=True)
class SinceLast:
    """A later round in one sentence: what was redone, what was returned and left, what changed by itself, the rest."""

    redone: list[str]
    left: list[str]
    altered: list[str]
    same: int


def since_last(rows: list[ItemRow]) -> SinceLast:
    return SinceLast(
        redone=[str(row.item.label) for row in rows if row.was_returned and row.is_changed],
        left=[str(row.item.label) for row in rows if row.was_returned and not row.is_changed],
        altered=[str(row.item.label) for row in rows if not row.was_returned and row.is_changed],
        same=sum(row.settled for row in rows),
    )


def item_rows(application: Application, rounds: list[FirstReview], facts: Facts) -> list[ItemRow]:
    """One query beside the rounds with their judgements."""
    last = {judgement.item: judgement for each in rounds for judgement in each.judgements.all()}
    reasons: dict[str, list[str]] = {}
    for reason in ReturnReason.objects.filter(is_active=True):
        reasons.setdefault(reason.item, []).append(reason.text)
    return [
        _row(item, reasons.get(item, []), last.get(item), facts[item.value], bool(rounds))
        for item in first_items(application)
    ]


def _row(
    item: FirstItem, reasons: list[str], before: ItemJudgement | None, now: dict[str, str], is_later: bool
) -> ItemRow:
    if before is None:
        return ItemRow(item, reasons, None, [], is_known=is_later)
    changes = what_changed(before.facts, now) if before.facts else []
    return ItemRow(item, reasons, before, changes, is_known=bool(before.facts))
