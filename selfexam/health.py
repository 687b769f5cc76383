"""Two questions of a load balancer: is the process up, and can it work?"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from selfexam.celery import app


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, broker and file storage can be reached; 503 names what cannot, and nothing else."""
    checks = {"database": _database, "broker": _broker, "files": _files}
    state = {name: _asked(check) for name, check in checks.items()}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _asked(check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _files() -> None:
    default_storage.exists("ready")
