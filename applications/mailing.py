"""Delivers a notice by mail where the candidate gave an address. Run by the `send_notice` job."""

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F
from django.utils import timezone

from applications.models import Notice


def deliver(notice_id: int) -> str:
    """Send one waiting notice and say what became of it; one that was sent before stays sent.

    A worker killed between sending and writing sends the mail again: a message twice beats a message lost.
    """
    notice = Notice.objects.select_related("application__record").filter(pk=notice_id).first()
    if notice is None or notice.delivery != Notice.Delivery.WAITING:
        return "nothing to do"
    Notice.objects.filter(pk=notice_id).update(attempts=F("attempts") + 1)
    address = notice.application.email
    outcome = Notice.Delivery.SENT if address else Notice.Delivery.PORTAL_ONLY
    if address:
        body = f"{notice.application.record.name}：\n\n{notice.body}\n\n{settings.PORTAL_URL}\n"
        send_mail(notice.subject, body, settings.DEFAULT_FROM_EMAIL, [address])
    waiting = Notice.objects.filter(pk=notice_id, delivery=Notice.Delivery.WAITING)
    waiting.update(delivery=outcome, delivered_at=timezone.now())
    return str(outcome)
