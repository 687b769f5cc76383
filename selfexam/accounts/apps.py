from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "selfexam.accounts"
    label = "accounts"
    verbose_name = "账号"
