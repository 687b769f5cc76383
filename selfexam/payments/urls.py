"""Addresses of payers, providers, the institute's desk, and the make-believe cashier."""

from django.urls import path

from selfexam.payments.views import desk, notify, payer, sandbox

app_name = "payments"
urlpatterns = [
    path("pay/orders/", desk.orders, name="orders"),
    path("pay/orders/<uuid:uuid>/", desk.order, name="order"),
    path("pay/orders/messages/", desk.gateway_messages, name="messages"),
    path("pay/refunds/<uuid:uuid>/again/", desk.refund_again, name="refund-again"),
    path("pay/notify/<slug:gateway>/", notify.notify, name="notify"),
    path("pay/<uuid:uuid>/start/", payer.start_payment, name="start"),
    path("pay/<uuid:uuid>/return/", payer.came_back, name="return"),
    path("pay/<uuid:uuid>/ask/", payer.ask_provider, name="ask"),
    path("sandbox-cashier/<slug:token>/", sandbox.sandbox_cashier, name="sandbox-cashier"),
]
