"""People who sign in, and the names they sign in with."""

from selfexam.accounts.models.login_name import LoginName
from selfexam.accounts.models.user import User

__all__ = ["LoginName", "User"]
