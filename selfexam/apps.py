from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The project itself, for what belongs to no room: system checks and the `bench` command."""

    name = "selfexam"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from selfexam import checks  # noqa: F401
