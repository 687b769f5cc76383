"""Addresses of electronic registration, print runs and handover."""

from django.urls import path

from certificates.views import files, handover, package, registration, reply, run, runs

app_name = "certificates"
urlpatterns = [
    path("registration/", registration.registration, name="registration"),
    path("registration/make/", registration.make, name="make-package"),
    path("registration/packages/<uuid:uuid>/", package.package, name="package"),
    path("registration/packages/<uuid:uuid>/again/", registration.make_again, name="make-package-again"),
    path("registration/packages/<uuid:uuid>/file/", package.download, name="package-file"),
    path("registration/packages/<uuid:uuid>/sandbox/", package.sandbox, name="sandbox"),
    path("registration/packages/<uuid:uuid>/results/", package.upload, name="upload-results"),
    path("registration/results/<uuid:uuid>/", reply.reply, name="reply"),
    path("registration/results/<uuid:uuid>/apply/", reply.apply, name="apply-results"),
    path("registration/results/<uuid:uuid>/register/", reply.register, name="register-again"),
    path("runs/", runs.runs, name="runs"),
    path("runs/start/", runs.start, name="start-run"),
    path("runs/<uuid:uuid>/", run.run, name="run"),
    path("runs/<uuid:uuid>/again/", run.again, name="run-again"),
    path("runs/<uuid:uuid>/confirm/", run.confirm, name="confirm-run"),
    path("runs/<uuid:uuid>/mark/", run.mark, name="mark-again"),
    path("parts/<uuid:uuid>/", files.part, name="part-file"),
    path("parts/<uuid:uuid>/aside/", run.aside, name="set-aside"),
    path("proofs/<uuid:uuid>/", files.proof, name="proof"),
    path("handover/", handover.handover, name="handover"),
    path("handover/<uuid:uuid>/", handover.sign, name="sign"),
]
