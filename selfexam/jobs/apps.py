from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "selfexam.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from selfexam.jobs import tasks  # noqa: F401
