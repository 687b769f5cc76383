"""The provider's callback: a signed POST over real HTTP, repeated until the portal says success."""

import http.client
import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import F
from django.utils import timezone

from selfexam.jobs.queue import enqueue
from selfexam.payments.gateways.sandbox import keys
from selfexam.payments.gateways.sandbox.provider import trade_facts
from selfexam.payments.models import SandboxTrade

SANDBOX_NOTIFY = "sandbox_notify"
TIMEOUT = 10
# The first pause; the queue doubles it each time. Then the provider gives up, as real ones do, and has to be asked.
PAUSE = timedelta(seconds=5)
MOST_TIMES = 12


def notify_soon(trade: SandboxTrade) -> None:
    enqueue(SANDBOX_NOTIFY, subject=trade.trade_no, trade=trade.pk)


def callback(trade: SandboxTrade) -> tuple[bytes, dict[str, str]]:
    """Body and headers, signed now. The number stays the same however often it is sent."""
    body = json.dumps({"id": f"N{trade.trade_no}", **trade_facts(trade)}, ensure_ascii=False).encode()
    return body, {"content-type": "application/json", **keys.signed("provider", body)}


def deliver(trade: SandboxTrade) -> timedelta | None:
    """Send the callback unless it is not time yet; None when it is over, else how long to wait."""
    if trade.notify_from is None or trade.notified_at is not None:
        return None
    wait = trade.notify_from - timezone.now()
    if wait > timedelta():
        return wait
    SandboxTrade.objects.filter(pk=trade.pk).update(notify_times=F("notify_times") + 1)
    body, headers = callback(trade)
    if _post(trade.notify_url, body, headers) == b"success":
        SandboxTrade.objects.filter(pk=trade.pk).update(notified_at=timezone.now())
        return None
    return PAUSE if trade.notify_times + 1 < MOST_TIMES else None


def _post(url: str, body: bytes, headers: dict[str, str]) -> bytes:
    """The answer's body; empty when there was none or it was not 200."""
    where = urlsplit(url)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    wire = kind(where.hostname or "", where.port, timeout=TIMEOUT)
    try:
        wire.request("POST", where.path, body, headers)
        answer = wire.getresponse()
        return answer.read(64).strip() if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        wire.close()
