"""The cover sheet: a scanner reads its bars, it names what is due, and it never carries the ID number."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from applications.cover_sheet import LAYOUT, cover_sheet, facts, sheet_lines
from applications.models import Application
from applications.paper_code import code_of, uuids_of
from applications.papers import standing_of
from applications.statuses import Status
from selfexam import typesetting
from tests.cast import Cast
from tests.review.papers.lists import CARD, MARKS, fresh, general_lists

zxingcpp = pytest.importorskip("zxingcpp")
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Application:
    general_lists()
    return fresh(Cast().application(Status.DRAFT))


def said(application: Application) -> dict[str, Any]:
    standing = standing_of(application)
    return facts(application, standing, sheet_lines(standing))


def test_a_scanner_reads_the_code_of_this_application_from_the_printed_page(person: Application) -> None:
    page = typesetting.png(LAYOUT, said(person), dots_per_inch=150)
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
    assert (read.format, read.text) == (zxingcpp.BarcodeFormat.Code128, code_of(person.uuid))
    ends = uuids_of(read.text)
    assert ends
    assert list(Application.objects.filter(uuid__range=ends)) == [person]


def test_it_says_who_what_where_and_until_when_and_no_id_number(person: Application) -> None:
    stated = said(person)
    wanted = {"name": "林晓禾", "school": str(person.school), "lines": [CARD, MARKS]}
    assert {"name": stated["name"], "school": stated["school"], "lines": [x["name"] for x in stated["lines"]]} == wanted
    assert stated["admission_number"].replace(" ", "") == person.record.admission_number
    whole = json.dumps(stated, ensure_ascii=False)
    for hidden in (person.record.id_number, person.record.id_number[-4:], person.phone):
        assert hidden not in whole


def test_a_name_that_no_font_holds_is_left_to_the_pen(person: Application) -> None:
    person.record.name = "林\U0003134a"
    assert said(person)["name"] == ""
    assert cover_sheet(person)


def test_only_the_candidate_gets_it_and_the_list_that_asks_for_nothing_makes_none(person: Application) -> None:
    client, address = Client(), reverse("applications:cover-sheet", args=[person.uuid])
    client.force_login(person.record.holder, backend="selfexam.accounts.backends.PortalBackend")  # type: ignore[arg-type]
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert typesetting.pages_of(answer.content) == 1
    person.record.route = "second"
    person.record.save()
    assert client.get(address)["Location"] == reverse("applications:materials", args=[person.uuid])
