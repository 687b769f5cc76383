"""毕业预测: the candidate's own record, any time of the year."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from applications.audit import audit_record
from applications.audit.findings import REVIEW, UNDECIDED, Finding
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


def test_it_names_what_is_missing_without_any_batch() -> None:
    cast = Cast()
    record = cast.application(Status.WITHDRAWN).record
    cast.batch.is_published = False
    cast.batch.save()
    gone = record.credits.all()[0]
    gone.delete()
    page = client_of(record.holder).get(reverse("applications:forecast", args=[record.uuid])).content.decode()
    assert "按现有成绩还不能毕业" in page
    assert f"缺 {gone.course.code}" in page


def test_a_complete_record_may_apply_as_soon_as_a_batch_opens() -> None:
    record = Cast().application(Status.DRAFT).record
    page = client_of(record.holder).get(reverse("applications:forecast", args=[record.uuid])).content.decode()
    assert "课程和学分已满足" in page


def test_what_no_machine_decided_is_neither_called_met_nor_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Cast().application(Status.DRAFT).record
    doubt = Finding(UNDECIDED, REVIEW, "组合太多")
    undecided = replace(audit_record(record), verdict="review", findings=(doubt,))
    monkeypatch.setattr("applications.views.forecast.audit_record", lambda _: undecided)
    page = client_of(record.holder).get(reverse("applications:forecast", args=[record.uuid])).content.decode()
    assert "课程和学分是否满足，要由老师核对" in page
    assert "课程和学分已满足" not in page


def test_somebody_elses_forecast_does_not_exist() -> None:
    cast = Cast()
    record = cast.application(Status.DRAFT).record
    assert client_of(cast.stranger).get(reverse("applications:forecast", args=[record.uuid])).status_code == 404


def test_whoever_graduated_is_not_told_what_is_missing() -> None:
    record = Cast().application(Status.DRAFT).record
    record.credits.all()[0].delete()
    record.graduated_on = date(2022, 6, 30)
    record.save()
    page = client_of(record.holder).get(reverse("applications:forecast", args=[record.uuid])).content.decode()
    assert ("已办理毕业，毕业日期 2022-06-30" in page, "还不满足" in page, "毕业条件" in page) == (True, False, False)
