"""Addresses of payers, providers, the institute's desk, the schools' cashiers, and the make-believe cashier."""

from django.urls import path

from selfexam.payments.views import counter, desk, notify, payer, sandbox, takings

app_name = "payments"
urlpatterns = [
    path("pay/orders/", desk.orders, name="orders"),
    path("pay/orders/<uuid:uuid>/", desk.order, name="order"),
    path("pay/orders/messages/", desk.gateway_messages, name="messages"),
    path("pay/refunds/<uuid:uuid>/again/", desk.refund_again, name="refund-again"),
    path("pay/notify/<slug:gateway>/", notify.notify, name="notify"),
    path("pay/counter/", counter.owing, name="counter"),
    path("pay/counter/due/<slug:purpose>/<uuid:subject>/", counter.due, name="counter-due"),
    path("pay/counter/orders/<uuid:uuid>/", counter.take, name="counter-take"),
    path("pay/counter/receipts/<uuid:uuid>/", counter.receipt, name="receipt"),
    path("pay/counter/receipts/<uuid:uuid>/slip/", counter.receipt_slip, name="receipt-slip"),
    path("pay/counter/paybacks/", counter.paybacks, name="paybacks"),
    path("pay/counter/paybacks/<uuid:uuid>/", counter.payback, name="payback"),
    path("pay/counter/day/", takings.day, name="counter-day"),
    path("pay/counter/takings/", takings.takings_page, name="takings"),
    path("pay/counter/takings/table/", takings.takings_file, name="takings-file"),
    path("pay/<uuid:uuid>/start/", payer.start_payment, name="start"),
    path("pay/<uuid:uuid>/return/", payer.came_back, name="return"),
    path("pay/<uuid:uuid>/ask/", payer.ask_provider, name="ask"),
    path("sandbox-cashier/<slug:token>/", sandbox.sandbox_cashier, name="sandbox-cashier"),
]
