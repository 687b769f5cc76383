"""Addresses of the candidate's pages, and of the private images that staff see too."""

from django.urls import path

from applications.views import check, detail, home, images, parts, pay, uploads

app_name = "applications"
urlpatterns = [
    path("", home.home, name="home"),
    path("records/<uuid:record>/begin/", home.start, name="begin"),
    path("photos/<uuid:uuid>/image/", images.photo_image, name="photo-image"),
    path("documents/<uuid:uuid>/image/", images.document_image, name="document-image"),
    path("<uuid:uuid>/", detail.detail, name="detail"),
    path("<uuid:uuid>/record/", parts.record, name="record"),
    path("<uuid:uuid>/courses/", parts.courses, name="courses"),
    path("<uuid:uuid>/contact/", parts.contact, name="contact"),
    path("<uuid:uuid>/appraisal/", parts.appraisal, name="appraisal"),
    path("<uuid:uuid>/photo/", uploads.photo, name="photo"),
    path("<uuid:uuid>/photo/verdict/", uploads.verdict, name="photo-verdict"),
    path("<uuid:uuid>/id-card/", uploads.id_card, name="id-card"),
    path("<uuid:uuid>/prior-degree/", uploads.prior_degree, name="prior-degree"),
    path("<uuid:uuid>/materials/", parts.materials, name="materials"),
    path("<uuid:uuid>/check/", check.check, name="check"),
    path("<uuid:uuid>/withdraw/", detail.withdrawal, name="withdraw"),
    path("<uuid:uuid>/pay/", pay.pay, name="pay"),
    path("<uuid:uuid>/pay/start/", pay.start, name="pay-start"),
]
