"""Addresses of the reviewing desks."""

from django.urls import path

from review.views import collective, duties, first, overview, reasons, record, revealing, unit

app_name = "review"
urlpatterns = [
    path("", overview.overview_page, name="overview"),
    path("search/", overview.search, name="search"),
    path("first/", first.queue_page, name="queue"),
    path("first/<uuid:uuid>/", first.first_review, name="first"),
    path("collective/", collective.collective_list, name="collective"),
    path("collective/batches/<slug:code>/release/", collective.release_page, name="release"),
    path("collective/<uuid:uuid>/", collective.collective_page, name="collective-page"),
    path("collective/<uuid:uuid>/judge/", collective.judge, name="judge"),
    path("collective/<uuid:uuid>/confirm/", collective.confirm, name="confirm"),
    path("collective/<uuid:uuid>/opinion/", collective.opinion, name="opinion"),
    path("duties/", duties.duty_list, name="duties"),
    path("duties/<uuid:uuid>/told/", duties.told, name="told"),
    path("unit/", unit.unit_page, name="unit"),
    path("reasons/", reasons.reason_list, name="reasons"),
    path("reasons/new/", reasons.edit_reason, name="new-reason"),
    path("reasons/<int:number>/edit/", reasons.edit_reason, name="edit-reason"),
    path("applications/<uuid:uuid>/", record.record_page, name="record"),
    path("applications/<uuid:uuid>/reveal/<slug:what>/", revealing.reveal_number, name="reveal"),
]
