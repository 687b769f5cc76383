"""Pages that anybody may read; their names have no namespace because every layout links to them."""

from django.urls import path

from selfexam.catalogue.views import about, start

urlpatterns = [
    path("", start.home, name="home"),
    path("start/", start.start, name="start"),
    path("schools/", about.schools, name="schools"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
]
