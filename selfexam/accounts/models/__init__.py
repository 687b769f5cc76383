"""People who sign in, the names they sign in with, and what happened to their accounts."""

from selfexam.accounts.models.account_event import AccountEvent
from selfexam.accounts.models.login_name import LoginName
from selfexam.accounts.models.user import User

__all__ = ["AccountEvent", "LoginName", "User"]
