"""`manage.py demo_accounts`: a line for every demonstration account, as `make run` prints it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.demo.accounts import DESKS, PASSWORD
from selfexam.records.models import StudentRecord


class Command(BaseCommand):
    help = "列出演示账号：姓名、角色、登录名和密码"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("这不是演示环境（DEMO=0），没有演示账号")
        try:
            self._list()
        except (OperationalError, ProgrammingError):
            raise CommandError("连不上数据库，或数据库还没有建好（manage.py migrate），列不出演示账号") from None

    def _list(self) -> None:
        self.stdout.write(f"所有演示账号的密码：{PASSWORD}")
        for user in User.objects.filter(username__in=[desk.username for desk in DESKS]).select_related(
            "school", "unit", "district"
        ):
            place = user.workplace
            self.stdout.write(f"  {user.username:<14}{user.name}　{user.get_role_display()}，{place}")
        for record in _known_candidates():
            application = record.applications.order_by("-created_at").first()
            state = application.candidate_word.text if application else "还没有开始"
            self.stdout.write(f"  {record.admission_number:<14}{record.name}　考生，{record.programme}，{state}")
        fresh = StudentRecord.objects.filter(holder=None).order_by("admission_number").first()
        if fresh is not None:
            facts = f"准考证号 {fresh.admission_number}，姓名 {fresh.name}，证件号码 {fresh.id_number}"
            self.stdout.write(f"  还没有激活的考籍，可以试首次激活：{facts}")


def _known_candidates() -> list[StudentRecord]:
    """Records whose holder has the demonstration's password; the others' accounts have none."""
    rows = StudentRecord.objects.filter(holder__role=Role.CANDIDATE).select_related("holder", "programme")
    return [row for row in rows.order_by("admission_number") if row.holder and row.holder.has_usable_password()]
