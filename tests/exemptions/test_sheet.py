"""Annex 5 on paper: two copies, ten lines a sheet, and what cannot be printed is told instead of left out."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from applications.domain.refusals import NotAllowed
from applications.exemptions import sheet
from applications.exemptions.sheet import sheet_of
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.accounts.models import User
from selfexam.typesetting import pages_of
from tests.cast import Cast
from tests.factories.catalogue import CourseFactory
from tests.factories.exemptions import candidate_of, decided, draft, handed_in

pytestmark = pytest.mark.django_db


def fetched(request: ExemptionRequest) -> ExemptionRequest:
    return ExemptionRequest.objects.with_record().get(pk=request.pk)


def more_rows(request: ExemptionRequest, number: int) -> None:
    for _ in range(number):
        ExemptionRow.objects.create(
            request=request, application=request.application, course=CourseFactory(), credits=4, passed_name="同名课程"
        )


@pytest.mark.parametrize(("rows", "pages"), [(1, 2), (10, 2), (11, 4), (21, 6)])
def test_two_copies_with_a_continued_sheet_after_ten_courses(rows: int, pages: int) -> None:
    request = draft(Cast())
    more_rows(request, rows - 1)
    assert pages_of(sheet_of(fetched(request))) == pages


@pytest.mark.parametrize(("words", "pages"), [("名称和内容一致。", 2), ("名称不一致，请看成绩单原件。" * 5, 4)])
def test_opinions_without_room_in_their_box_stand_on_a_sheet_of_their_own(words: str, pages: int) -> None:
    request = decided(Cast())
    more_rows(request, 9)
    request.rows.update(opinion="agree", opinion_note=words, decision_note=words)
    assert pages_of(sheet_of(fetched(request))) == pages


def test_the_form_says_what_it_is_and_is_the_same_for_the_same_facts() -> None:
    request = fetched(decided(Cast()))
    made = sheet_of(request)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.docinfo["/Title"]) == "重庆市高等教育自学考试课程免考申请表"
    assert made == sheet_of(request)


def test_a_character_without_a_glyph_is_reported() -> None:
    request = draft(Cast())
    ExemptionRequest.objects.filter(pk=request.pk).update(certificate="证书\U0001f600")
    with pytest.raises(NotAllowed, match="这些字打印不出来"):
        sheet_of(fetched(request))


def test_a_form_without_courses_is_not_printed() -> None:
    request = draft(Cast())
    request.rows.all().delete()
    with pytest.raises(NotAllowed, match="还没有选择课程"):
        sheet_of(fetched(request))


def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The data of every form that is printed from now on."""
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(sheet, "pdf", lambda layout, data: seen.append(data) or b"%PDF-")
    return seen


def test_a_desk_gets_the_phone_only_with_a_record_of_it(
    signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, seen = Cast(), printed(monkeypatch)
    request = handed_in(cast)
    address, looks = reverse("applications:exemption-sheet", args=[request.uuid]), request.application.events
    for desk in (cast.reviewer, cast.chen):
        client = signed_in(desk)
        client.get(address)
        assert not looks.filter(action="reveal", by_name=desk.name).exists()
        client.post(address)
        assert looks.get(action="reveal", by_name=desk.name).label == "打印免考申请表，含手机号"
    signed_in(candidate_of(request.application)).get(address)
    assert [data["phone"] for data in seen] == ["", request.phone, "", request.phone, request.phone]
    assert looks.filter(action="reveal").count() == 2
