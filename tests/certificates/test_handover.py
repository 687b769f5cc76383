"""Signing for a certificate: by the graduate, by a proxy with papers, once, and at the own school only."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application
from applications.statuses import Status
from certificates.domain.hand_over import Proxy, hand_over
from certificates.models import Handover
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, School
from tests.certificates import people

Printed = Callable[..., list[Application]]


@pytest.fixture
def printed(graduates: Printed) -> Printed:
    return lambda count=1, **changes: people.register(graduates(count, status=Status.PRINTED, **changes))


def today() -> object:
    return timezone.localdate()


def test_the_graduate_signs_and_the_application_is_issued(printed: Printed, teacher: User) -> None:
    person = printed()[0]
    row = hand_over(person.uuid, by=teacher, signed_on=today())
    person.refresh_from_db()
    assert (person.status, row.receiver, row.by_proxy, row.by) == (Status.ISSUED, person.record.name, False, teacher)
    assert [(event.action, event.note) for event in person.events.all()] == [("issue", "本人领取")]


def test_a_proxy_is_recorded_with_a_masked_number(printed: Printed, teacher: User) -> None:
    person = printed()[0]
    row = hand_over(
        person.uuid, by=teacher, signed_on=today(), proxy=Proxy("何星野", "50000019900101001x", papers_seen=True)
    )
    row.refresh_from_db()
    assert (row.receiver, row.proxy_id_number, row.masked_proxy_id) == (
        "何星野",
        "50000019900101001X",
        "500000********001X",
    )
    stored = Handover.objects.extra(select={"raw": "proxy_id_number"}).values_list("raw", flat=True)[0]
    assert "19900101" not in stored


@pytest.mark.parametrize(
    ("proxy", "sentence"),
    [
        (Proxy("何星野", "500000199001010010", papers_seen=False), "代领要先看委托书和双方证件，看过后请勾选"),
        (Proxy("何星野", " ", papers_seen=True), "代领要填写代领人的姓名和证件号码"),
        (Proxy("", "500000199001010010", papers_seen=True), "代领要填写代领人的姓名和证件号码"),
    ],
)
def test_a_proxy_without_papers_gets_nothing(printed: Printed, teacher: User, proxy: Proxy, sentence: str) -> None:
    person = printed()[0]
    with pytest.raises(NotAllowed) as refusal:
        hand_over(person.uuid, by=teacher, signed_on=today(), proxy=proxy)
    person.refresh_from_db()
    assert (refusal.value.sentence, person.status, Handover.objects.count()) == (sentence, Status.PRINTED, 0)


def test_signing_twice_is_already_done_and_a_colleague_is_told_who_did_it(
    printed: Printed, teacher: User, school: School
) -> None:
    person = printed()[0]
    hand_over(person.uuid, by=teacher, signed_on=today())
    with pytest.raises(AlreadyDone):
        hand_over(person.uuid, by=teacher, signed_on=today())
    colleague = people.school_staff(school, "colleague")
    with pytest.raises(Changed) as refusal:
        hand_over(person.uuid, by=colleague, signed_on=today())
    assert refusal.value.sentence.startswith("这份申请已由 王老师 于")
    assert refusal.value.sentence.endswith("处理：证书发放")
    assert Handover.objects.count() == 1


def test_a_day_before_printing_or_after_today_is_refused(printed: Printed, teacher: User) -> None:
    person = printed()[0]
    for days in (-1, 1):
        with pytest.raises(NotAllowed):
            hand_over(person.uuid, by=teacher, signed_on=today() + timedelta(days=days))
    assert Handover.objects.count() == 0


def test_nothing_is_handed_over_before_it_is_printed_or_by_another_school_or_by_the_institute(
    graduates: Printed, printed: Printed, teacher: User, outsider: User, institute: User
) -> None:
    early = people.register(graduates(1, start=20, status=Status.REGISTERED))[0]
    with pytest.raises(NotAllowed):
        hand_over(early.uuid, by=teacher, signed_on=today())
    person = printed()[0]
    with pytest.raises(Application.DoesNotExist):
        hand_over(person.uuid, by=outsider, signed_on=today())
    with pytest.raises(NotAllowed):
        hand_over(person.uuid, by=institute, signed_on=today())
    assert Handover.objects.count() == 0


def test_the_database_keeps_no_proxy_without_papers(printed: Printed, teacher: User) -> None:
    certificate = printed()[0].certificate
    for wrong in (
        {"by_proxy": True, "proxy_id_number": "1", "authorisation_seen": False},
        {"by_proxy": True, "proxy_id_number": None, "authorisation_seen": True},
        {"by_proxy": False, "proxy_id_number": "1", "authorisation_seen": False},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Handover.objects.create(certificate=certificate, receiver="某人", signed_on=today(), by=teacher, **wrong)


def test_the_list_opens_with_the_batch_whose_certificates_wait(
    printed: Printed, teacher: User, signed_in: Callable[[User], Client]
) -> None:
    person = printed()[0]
    before, now = person.batch, timezone.now()
    opened = people.make_batch("2023h1")
    Batch.objects.filter(pk=opened.pk).update(apply_from=now - timedelta(days=30))
    page = reverse("certificates:handover")
    assert Batch.objects.current() == opened
    client = signed_in(teacher)
    assert client.get(page).context["batch"] == before
    assert client.get(page, {"batch": opened.code}).context["batch"] == opened
    hand_over(person.uuid, by=teacher, signed_on=today())
    assert client.get(page).context["batch"] == opened


def test_the_tabs_say_how_many_wait_and_the_page_of_one_leads_to_the_phone(
    printed: Printed, teacher: User, signed_in: Callable[[User], Client]
) -> None:
    first, second = printed(2)
    hand_over(first.uuid, by=teacher, signed_on=today())
    client = signed_in(teacher)
    page = client.get(reverse("certificates:handover"), {"batch": first.batch.code})
    assert page.context["states"] == [("", "全部", 2), ("open", "待领取", 1), ("taken", "已领取", 1)]
    html = client.get(reverse("certificates:sign", args=[second.certificate.uuid])).content.decode()
    assert reverse("review:contact", args=[second.uuid]) in html
