from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "selfexam.catalogue"
    label = "catalogue"
    verbose_name = "专业与批次"

    def ready(self) -> None:
        from selfexam.catalogue.importing import batches, districts, kinds, plan_rules, plans  # noqa: F401
