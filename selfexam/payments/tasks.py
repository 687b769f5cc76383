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


@handles(notify.SANDBOX_NOTIFY, lease=timedelta(minutes=1), attempts=5)
def sandbox_notify(job: RunningJob) -> None:
    """Gives up like a real provider: after the last try nobody is told, and the portal has to ask."""
    pause = notify.deliver(SandboxTrade.objects.get(pk=job.ids["trade"]))
    if pause is not None:
        raise TryLater("模拟平台的通知还没有到时间，或者没有被接收", after=pause)


def send_soon(refund: Refund) -> None:
    """Queue the sending of `refund`, in the transaction that wrote it."""
    enqueue(SEND_REFUND, subject=refund.number, refund=refund.pk)
