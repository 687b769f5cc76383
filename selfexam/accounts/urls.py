"""Addresses of the doors."""

from django.urls import path

from selfexam.accounts.views import account, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", account.account, name="account"),
    path("password/", account.password, name="password"),
    path("password/forgotten/", account.forgotten, name="forgotten"),
]
