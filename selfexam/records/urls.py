"""Addresses of activation, of the school's account page, and of the desks' pages of records."""

from django.urls import path

from selfexam.records.views import accounts, activation, correcting, corrections, credits, desk, merges, uploads

app_name = "records"
urlpatterns = [
    path("activate/", activation.facts, name="activate"),
    path("activate/password/", activation.password, name="activate-password"),
    path("records/accounts/", accounts.accounts, name="accounts"),
    path("records/<uuid:uuid>/reset/", accounts.reset, name="reset"),
    path("records/", desk.records, name="records"),
    path("records/uploads/", uploads.uploads, name="uploads"),
    path("records/uploads/<uuid:uuid>/", uploads.upload, name="upload"),
    path("records/uploads/<uuid:uuid>/import/", uploads.bring_in, name="upload-import"),
    path("records/uploads/<uuid:uuid>/again/", uploads.again, name="upload-again"),
    path("records/uploads/<uuid:uuid>/drop/", uploads.drop, name="upload-drop"),
    path("records/corrections/", corrections.corrections, name="corrections"),
    path("records/corrections/<uuid:uuid>/", corrections.correction, name="correction"),
    path("records/corrections/<uuid:uuid>/check/", corrections.check, name="correction-check"),
    path("records/corrections/<uuid:uuid>/decide/", corrections.decide, name="correction-decide"),
    path("records/corrections/<uuid:uuid>/reveal/", corrections.reveal, name="correction-reveal"),
    path("records/corrections/<uuid:uuid>/withdraw/", correcting.withdraw, name="correction-withdraw"),
    path("records/corrections/proofs/<uuid:uuid>/", corrections.proof, name="correction-proof"),
    path("records/merge/", merges.own_merge, name="own-merge"),
    path("records/merges/", merges.merges, name="merges"),
    path("records/merges/<uuid:uuid>/", merges.merge, name="merge"),
    path("records/merges/<uuid:uuid>/decide/", merges.decide, name="merge-decide"),
    path("records/merges/<uuid:uuid>/withdraw/", merges.withdraw, name="merge-withdraw"),
    path("records/<uuid:uuid>/correct/", correcting.correct, name="correct"),
    path("records/<uuid:uuid>/", desk.record_page, name="record"),
    path(
        "records/<uuid:uuid>/credits/<slug:code>/<slug:source>/<int:year>/<int:month>/",
        credits.credit_page,
        name="credit",
    ),
]
