"""Background work of payments: thin handlers around what speaks to a provider."""

from datetime import timedelta

from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import RunningJob, TryLater, handles
from selfexam.payments import refunding
from selfexam.payments.gateways.protocol import Unreachable
from selfexam.payments.gateways.sandbox import notify
from selfexam.payments.models import Refund, SandboxTrade

SEND_REFUND = "send_refund"


@handles(SEND_REFUND, lease=timedelta(minutes=2), attempts=5)
def send_refund(job: RunningJob) -> None:
    """Also asks after a refund that the provider is still working on. A failed one waits for staff to run it again."""
    refund = Refund.objects.select_related("payment__order").get(pk=job.ids["refund"])
    if refund.state in (Refund.State.DONE, Refund.State.FAILED):
        return
    try:
        report = refunding.carry_out(refund)
    except Unreachable as away:
        refunding.note_trouble(refund, "支付平台没有回应，会自动再试")
        raise TryLater("支付平台没有回应") from away
    with job.finishing():
        refunding.record(refund, report)


@handles(notify.SANDBOX_NOTIFY, lease=timedelta(minutes=1), attempts=3)
def sandbox_notify(job: RunningJob) -> None:
    """Gives up like a real provider: after the last pause nobody is told, and the portal has to ask."""
    pause = notify.deliver(SandboxTrade.objects.get(pk=job.ids["trade"]))
    if pause is not None and job.put_offs <= len(notify.PAUSES):
        raise TryLater("还没有到通知的时间，或门户没有回答 success", after=pause)


def send_soon(refund: Refund) -> None:
    """Queue the sending of `refund`, in the transaction that wrote it."""
    enqueue(SEND_REFUND, subject=refund.number, refund=refund.pk)
