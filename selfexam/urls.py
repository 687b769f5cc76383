"""The address table: one prefix an app, nouns then verb, uuid never pk."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from selfexam import health

handler400 = "selfexam.accounts.errors.bad_request"
handler403 = "selfexam.accounts.errors.forbidden"
handler404 = "selfexam.accounts.errors.not_found"
handler500 = "selfexam.accounts.errors.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("selfexam.catalogue.public_urls")),
    path("", include("selfexam.accounts.urls")),
    path("", include("selfexam.records.urls")),
    path("", include("selfexam.catalogue.urls")),
    path("applications/", include("applications.urls")),
    path("review/", include("review.urls")),
    path("certificates/", include("certificates.urls")),
    path("", include("selfexam.payments.urls")),
    path("jobs/", include("selfexam.jobs.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]
