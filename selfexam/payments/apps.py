from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "selfexam.payments"
    label = "payments"
    verbose_name = "缴费"

    def ready(self) -> None:
        # Job handlers and checks have to be known in every process.
        from selfexam.payments import checks, tasks  # noqa: F401
