"""Authentication by username (staff) or by 准考证号 / ID number (candidates)."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from selfexam.accounts.models import LoginName, User


class PortalBackend(ModelBackend):
    """Checks one password either way; an unknown name costs the same time as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not username or password is None:
            return None
        user = LoginName.objects.owner_of(username) or User.objects.filter(username=username.strip()).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
