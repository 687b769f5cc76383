"""Addresses of the background work page."""

from django.urls import path

from selfexam.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:uuid>/again/", views.again, name="again"),
]
