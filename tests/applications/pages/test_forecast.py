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
from selfexam.catalogue.models import PlanSlot, SlotCourse
from selfexam.records.domain.ask_merge import ask_merge
from selfexam.records.domain.decide_merge import approve_merge
from tests.cast import Cast
from tests.factories.catalogue import CourseFactory
from tests.factories.records import CreditFactory, RecordFactory

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


def test_what_has_nothing_to_do_with_scores_is_not_said_of_them() -> None:
    record = Cast().application(Status.DRAFT).record
    record.plan.last_graduation = date(2020, 12, 30)
    record.plan.save()
    page = client_of(record.holder).get(reverse("applications:forecast", args=[record.uuid])).content.decode()
    said = ("现在还不能毕业", "最后毕业日期是 2020-12-30", "按现有成绩还不能毕业", "还可以选考的课程")
    assert [sentence in page for sentence in said] == [True, True, False, False]


def test_a_merged_number_leads_to_the_one_that_goes_on() -> None:
    cast = Cast()
    source = cast.application(Status.WITHDRAWN).record
    target = RecordFactory(school=cast.school, plan=source.plan, holder=source.holder, id_number=source.id_number)
    approve_merge(ask_merge(source.uuid, target.uuid, "重复报名", by=cast.chief).uuid, by=cast.chen)
    page = client_of(source.holder).get(reverse("applications:forecast", args=[source.uuid])).content.decode()
    assert reverse("applications:forecast", args=[target.uuid]) in page
    assert ("还不能毕业" in page, "毕业条件" in page) == (False, False)


@pytest.mark.parametrize(
    ("source", "said"), [("exempt_qualification", "免考"), ("bridging", "没有分数"), ("transfer", "没有分数")]
)
def test_only_an_exemption_without_a_mark_is_called_one(source: str, said: str) -> None:
    record = Cast().application(Status.DRAFT).record
    record.credits.update(mark=None, source=source)
    CreditFactory(record=record, mark=None, source=source)
    page = client_of(record.holder).get(reverse("applications:forecast", args=[record.uuid])).content.decode()
    count = record.credits.count()
    marks = {word: page.count(f'<td class="r num">{word}</td>') for word in ("免考", "没有分数")}
    assert marks == {"免考": 0, "没有分数": 0} | {said: count}


def test_additional_courses_that_are_not_due_are_no_choice(client: Client) -> None:
    record = Cast().application(Status.DRAFT).record
    record.credits.all()[0].delete()
    for number, kind in (("08", "optional"), ("09", "additional")):
        slot = PlanSlot.objects.create(plan=record.plan, number=number, position=int(number), kind=kind)
        SlotCourse.objects.create(slot=slot, course=CourseFactory(name=f"{kind} course"), credits=3)
    client.force_login(record.holder, backend="selfexam.accounts.backends.PortalBackend")
    choices = client.get(reverse("applications:forecast", args=[record.uuid])).context["open_choices"]
    assert [row.name for row in choices] == ["optional course"]
