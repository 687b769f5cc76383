"""Read-only looks at orders and money; every act has its own page."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from selfexam.payments.models import Attempt, GatewayMessage, Order, Payment, Refund

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = admin.ModelAdmin  # takes no type argument at run time


class ReadOnly(Base):
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Order)
class OrderAdmin(ReadOnly):
    list_display = ("number", "title", "payer", "amount", "state", "pay_before", "paid_at")
    list_filter = ("state", "purpose")
    search_fields = ("number",)


@admin.register(Payment)
class PaymentAdmin(ReadOnly):
    list_display = ("trade_no", "gateway", "order", "amount", "returned", "settles", "paid_at", "via")
    list_filter = ("gateway", "via")
    search_fields = ("trade_no", "order__number")


@admin.register(Refund)
class RefundAdmin(ReadOnly):
    list_display = ("number", "payment", "amount", "reason", "state", "requested_at", "done_at", "trouble")
    list_filter = ("state", "reason")
    search_fields = ("number", "payment__order__number")


@admin.register(Attempt)
class AttemptAdmin(ReadOnly):
    list_display = ("order", "gateway", "started_at", "asked_at", "closed_at", "trouble")
    list_filter = ("gateway",)


@admin.register(GatewayMessage)
class GatewayMessageAdmin(ReadOnly):
    list_display = ("last_at", "gateway", "verified", "verdict", "outcome", "times")
    list_filter = ("gateway", "verdict", "verified")
