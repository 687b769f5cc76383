"""The page on which a school notes that a refused candidate was told (notice 一(三))."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from applications.statuses import Status
from review.models import Duty
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


def test_a_note_written_before_the_way_was_chosen_stays_and_the_count_goes_down(signed_in: Sign) -> None:
    cast = Cast()
    first, second = (cast.application(Status.REJECTED) for _ in range(2))
    for application in (first, second):
        Duty.objects.create(application=application, reason="成绩有误")
    client, address = signed_in(cast.reviewer), reverse("review:told", args=[first.uuid])
    refused = client.post(address, {"note": "约好周五来校"})
    html = refused.content.decode()
    assert (refused.status_code, "请选择通知方式" in html, html.count('value="约好周五来校"')) == (422, True, 1)
    told = client.post(address, {"way": "phone", "note": "约好周五来校"}, follow=True)
    assert [(tab.label, tab.count) for tab in told.context["tabs"] if tab.count] == [("通知考生", 1)]
    assert Duty.objects.get(application=first).note == "约好周五来校"
