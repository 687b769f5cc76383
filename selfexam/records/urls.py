"""Addresses of activation and of the school's account page."""

from django.urls import path

from selfexam.records.views import accounts, activation

app_name = "records"
urlpatterns = [
    path("activate/", activation.facts, name="activate"),
    path("activate/password/", activation.password, name="activate-password"),
    path("records/accounts/", accounts.accounts, name="accounts"),
    path("records/<uuid:uuid>/reset/", accounts.reset, name="reset"),
]
