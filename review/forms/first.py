"""The decision form of first review: one judgement and one reason an item."""

from collections.abc import Mapping

from django.http import QueryDict

from review.domain.first import Judged
from review.items import FirstItem
from review.models import ItemJudgement
from selfexam.typed import plain


def read_judgements(data: QueryDict, items: list[FirstItem]) -> Mapping[FirstItem, Judged]:
    """The items that were judged; anything that is no verdict counts as not judged."""
    judged: dict[FirstItem, Judged] = {}
    for item in items:
        verdict = data.get(f"verdict-{item.value}", "")
        if verdict in ItemJudgement.Verdict.values:
            reason = plain(data.get(f"reason-{item.value}", ""))[:500]
            judged[item] = Judged(verdict, reason)
    return judged
