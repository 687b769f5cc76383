from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = "毕业申请"

    def ready(self) -> None:
        # Receivers and job handlers have to be known in every process.
        from applications import importing, tasks  # noqa: F401
        from applications.domain import (  # noqa: F401
            ask_prior,
            confirm_imported,
            record_acts,
            settle,
            standing,
            unsettle,
        )
        from applications.domain.dues import ReviewFees
        from applications.domain.exemptions import settle as settle_exemptions  # noqa: F401
        from applications.domain.exemptions import unsettle as unsettle_exemptions  # noqa: F401
        from applications.priors import checks  # noqa: F401
        from selfexam.payments.dues import keep_ledger
        from selfexam.payments.models import Order

        keep_ledger(Order.Purpose.REVIEW_FEE, ReviewFees())
