"""Pages of a long list: the keys of the page first, from an index, then its rows with all that they show.

Without it the database would fetch and join every row of the pages before. Given to Django's Paginator.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Listed(Generic[M]):
    """`ordered` says which and in which order, `dressed` adds what a row shows; `known` spares a count."""

    def __init__(
        self,
        ordered: "QuerySet[M]",
        dressed: "Callable[[QuerySet[M]], QuerySet[M]]",
        known: int | None = None,
    ) -> None:
        self.of_all, self.dressed, self.known = ordered, dressed, known

    def count(self) -> int:
        return self.of_all.order_by().count() if self.known is None else self.known

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> Sequence[M]:
        keys = list(self.of_all.values_list("pk", flat=True)[part])
        everybody: Any = self.of_all.model._default_manager.filter(pk__in=keys)
        rows = {row.pk: row for row in self.dressed(everybody)}
        return [rows[key] for key in keys if key in rows]


def page_of(listed: "Listed[M]", size: int, number: str | None) -> "Page[M]":
    """The page of that number; anything odd is the first or the last."""
    # Only counted and sliced; the stubs want a list's `[3]` besides.
    pages: Paginator[M] = Paginator(cast(Any, listed), size)
    return pages.get_page(number)
