from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "selfexam.records"
    label = "records"
    verbose_name = "考籍"
