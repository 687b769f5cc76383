"""Addresses of batches and plans."""

from django.urls import path

from selfexam.catalogue.views import batches, programmes

app_name = "catalogue"
urlpatterns = [
    path("batches/", batches.batches, name="batches"),
    path("batches/new/", batches.new, name="batch-new"),
    path("batches/<slug:code>/edit/", batches.edit, name="batch-edit"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<str:code>/", programmes.programme, name="programme"),
]
