"""Names under which a candidate signs in: 准考证号 and ID number, kept as keyed digests only."""

from typing import Any

from django.db import models

from selfexam.accounts.models.user import User
from selfexam.digests import keyed_digest


class LoginNameQuerySet(models.QuerySet["LoginName"]):
    def owner_of(self, typed: str) -> User | None:
        """The active or inactive user who signs in with `typed`, spaces ignored."""
        found = self.filter(digest=keyed_digest("".join(typed.split()))).select_related("user").first()
        return found.user if found else None


class LoginName(models.Model):
    """Written when a record is activated (selfexam/records); unique, so two people cannot share a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="login_names")
    digest = models.CharField(max_length=64, unique=True)

    objects = LoginNameQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登录名"

    def __str__(self) -> str:
        return f"{self.user} {self.digest[:6]}…"

    @classmethod
    def add(cls, user: User, typed: str, **kwargs: Any) -> "LoginName":
        return cls.objects.get_or_create(digest=keyed_digest(typed), defaults={"user": user, **kwargs})[0]
