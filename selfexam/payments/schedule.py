"""Work that the clock starts: thin tasks, and how many seconds lie between two starts."""

from celery import shared_task

from selfexam.payments.domain import look_after

EVERY: dict[str, tuple[str, int]] = {
    "ask-open-orders": ("selfexam.payments.schedule.ask_open_orders", 60),
    "close-overdue-orders": ("selfexam.payments.schedule.close_overdue_orders", 60),
    "look-after-refunds": ("selfexam.payments.schedule.look_after_refunds", 300),
    "forget-unverified-messages": ("selfexam.payments.schedule.forget_unverified_messages", 86_400),
}


@shared_task
def ask_open_orders() -> int:
    return look_after.ask_open_orders()


@shared_task
def close_overdue_orders() -> int:
    return look_after.close_overdue()


@shared_task
def look_after_refunds() -> int:
    return look_after.look_after_refunds()


@shared_task
def forget_unverified_messages() -> int:
    return look_after.forget_unverified()
