"""Which batch a page of this room is about: the one in the address, else the current one."""

from django.http import Http404, HttpRequest

from selfexam.catalogue.models import Batch


def batch_of(request: HttpRequest) -> Batch | None:
    """`?batch=CODE`; an unknown code is 404, no published batch at all is None."""
    code = request.GET.get("batch", "")
    if not code:
        return Batch.objects.current()
    found = Batch.objects.published().filter(code=code).first()
    if found is None:
        raise Http404
    return found
