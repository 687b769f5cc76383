from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "selfexam.payments"
    label = "payments"
    verbose_name = "缴费"
