from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "selfexam.records"
    label = "records"
    verbose_name = "考籍"

    def ready(self) -> None:
        from selfexam.records import tasks  # noqa: F401
        from selfexam.records.importing import credits, people, qualifications  # noqa: F401
