"""The address that providers call. Public: what counts is the signature, checked in domain/receive.py."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from selfexam.payments.domain import receive
from selfexam.payments.gateways.registry import NoSuchGateway

# No provider sends more; anything larger is not read.
MOST_BYTES = 64 * 1024


@csrf_exempt
@login_not_required
@require_POST
def notify(request: HttpRequest, gateway: str) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        reply = receive(gateway, request.body, request.headers)
    except NoSuchGateway as unknown:
        raise Http404 from unknown
    return HttpResponse(reply.body, status=reply.status, content_type=reply.content_type)
