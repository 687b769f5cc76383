"""What the address of a desk page chooses: the batch, and short texts made safe for a query."""

from django.http import HttpRequest

from selfexam.catalogue.models import Batch
from selfexam.typed import plain


def chosen_batch(request: HttpRequest) -> Batch | None:
    """The published batch named in the address, else the current one."""
    return Batch.objects.published().filter(code=chosen(request, "batch")).first() or Batch.objects.current()


def chosen(request: HttpRequest, name: str) -> str:
    """One value of the address without control characters, which no database takes."""
    return plain(request.GET.get(name, ""))[:40]


def written(request: HttpRequest, name: str, most: int) -> str:
    """One text of a posted form, likewise."""
    return plain(request.POST.get(name, ""))[:most]
