"""What happened to an account: activated, password changed, password reset by the school. Append-only."""

from typing import Any

from django.db import models

from selfexam.accounts.models.user import User


class AccountEvent(models.Model):
    """Who did what to whose account; an instance that has a key refuses to be saved or deleted again."""

    class Act(models.TextChoices):
        ACTIVATED = "activated", "激活账号"
        RECORD_ADDED = "record_added", "账号加入另一个准考证号"
        PASSWORD_CHANGED = "password_changed", "修改密码"
        PASSWORD_RESET = "password_reset", "重置密码"

    user = models.ForeignKey(User, models.PROTECT, related_name="account_events", verbose_name="账号")
    act = models.CharField("做了什么", max_length=20, choices=Act.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办")
    at = models.DateTimeField("时间", auto_now_add=True)
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = verbose_name_plural = "账号记录"

    def __str__(self) -> str:
        return f"{self.user} {self.get_act_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("history is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("history is append-only")
