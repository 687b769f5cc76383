from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = "证书"

    def ready(self) -> None:
        # Job handlers have to be known in every process.
        from certificates import tasks  # noqa: F401
