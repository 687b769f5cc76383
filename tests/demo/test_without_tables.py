"""The demonstration's commands before `manage.py migrate`: one sentence that says what to run, no stack trace."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.db.models import QuerySet
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "undone"), [("seed_demo", "没有装入演示数据"), ("demo_accounts", "列不出演示账号")])
def test_a_database_without_tables_is_told_in_a_sentence(
    name: str, undone: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_table(*args: object) -> None:
        raise OperationalError("no such table: catalogue_school")

    settings.DEMO = True
    monkeypatch.setattr(QuerySet, "exists", no_table)
    monkeypatch.setattr(QuerySet, "__iter__", no_table)
    with pytest.raises(CommandError, match=rf"^连不上数据库，或数据库还没有建好（manage\.py migrate），{undone}$"):
        call_command(name)
