from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = "毕业申请"

    def ready(self) -> None:
        # Receivers and job handlers have to be known in every process.
        from applications import importing, tasks  # noqa: F401
        from applications.domain import settle  # noqa: F401
