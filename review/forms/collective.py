"""The seven judgements of collective review as they come from the page."""

from collections.abc import Mapping

from django.http import QueryDict

from review.domain.collective import Judged
from review.items import CollectiveItem
from review.models import CollectiveJudgement
from selfexam.typed import plain


def read_judgements(data: QueryDict) -> Mapping[CollectiveItem, Judged]:
    judged: dict[CollectiveItem, Judged] = {}
    for item in CollectiveItem:
        verdict = data.get(f"verdict-{item.value}", "")
        if verdict in CollectiveJudgement.Verdict.values:
            judged[item] = Judged(verdict, plain(data.get(f"note-{item.value}", ""))[:200])
    return judged


def read_version(data: QueryDict) -> int:
    """The version that the page had shown; -1, which fits none, for anything odd."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
