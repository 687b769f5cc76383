"""Addresses of the doors."""

from django.urls import path

from selfexam.accounts.views import account, sign_in, staff

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", account.account, name="account"),
    path("password/", account.password, name="password"),
    path("password/forgotten/", account.forgotten, name="forgotten"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.new, name="staff-new"),
    path("staff/<uuid:uuid>/reset/", staff.reset, name="staff-reset"),
    path("staff/<uuid:uuid>/stop/", staff.stop, name="staff-stop"),
    path("staff/<uuid:uuid>/allow/", staff.allow, name="staff-allow"),
]
