"""Tells the candidate what became of exemptions: a notice in the portal, mail where there is an address."""

from applications.models import Application, Notice
from applications.tasks import send_soon


def tell(application: Application, subject: str, body: str) -> Notice:
    """Call it in the transaction of the act."""
    notice = Notice.objects.create(application=application, kind="exemption", subject=subject[:80], body=body)
    send_soon(notice)
    return notice
