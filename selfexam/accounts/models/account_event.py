"""What happened to an account: activated, password changed, password reset, opened, stopped. Append-only."""

from django.db import models

from selfexam.accounts.models.user import User
from selfexam.append_only import AppendOnly


class AccountEvent(AppendOnly):
    """Who did what to whose account."""

    class Act(models.TextChoices):
        ACTIVATED = "activated", "激活账号"
        RECORD_ADDED = "record_added", "账号加入另一个准考证号"
        PASSWORD_CHANGED = "password_changed", "修改密码"
        PASSWORD_RESET = "password_reset", "重置密码"
        OPENED = "opened", "开通账号"
        STOPPED = "stopped", "停用账号"
        ALLOWED = "allowed", "恢复账号"

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
