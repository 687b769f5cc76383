"""Two questions of a load balancer: is the process up, and can it work?"""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
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
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        _may_write(settings.BROKER_FOLDER)
        return
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _files() -> None:
    _may_write(settings.PRIVATE_ROOT)


def _may_write(folder: Path) -> None:
    """Asked without writing: this is a GET."""
    folder = Path(folder)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(folder)
