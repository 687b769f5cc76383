from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = "审核"

    def ready(self) -> None:
        # Job handlers have to be known in every process.
        from review import tasks  # noqa: F401
