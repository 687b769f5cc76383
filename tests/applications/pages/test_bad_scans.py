"""Scans that are too large or broken: a sentence for that side, and nothing that was there is lost."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.models import Document
from selfexam.accounts.models import User
from tests.applications.photos.hostile import png_that_claims
from tests.cast import Cast
from tests.factories.applications import jpeg

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]

BAD = {
    "60 megapixels": png_that_claims(10_000, 6_000),
    "broken in the middle": jpeg(856, 540)[:900],
    "no picture": b"%PDF-1.7 a scan as PDF",
    "empty": b"",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_scan_of_a_card_is_refused_with_a_sentence_and_the_other_side_is_kept(signed_in: Sign, name: str) -> None:
    draft = Cast().application()
    before = set(draft.documents.current().values_list("kind", "sha256"))
    files = {
        "id_front": SimpleUploadedFile("front.jpg", BAD[name], "image/jpeg"),
        "id_back": SimpleUploadedFile("back.jpg", jpeg(900, 560, (10, 90, 90)), "image/jpeg"),
    }
    response = signed_in(draft.record.holder).post(reverse("applications:id-card", args=[draft.uuid]), files)
    assert response.status_code == 422
    assert "field-error" in response.content.decode()
    after = set(draft.documents.current().values_list("kind", "sha256"))
    front = {row for row in before if row[0] == Document.Kind.ID_FRONT}
    assert front <= after


@pytest.mark.parametrize("name", BAD)
def test_a_bad_diploma_keeps_what_was_typed(signed_in: Sign, name: str) -> None:
    cast = Cast()
    draft = cast.application(prior_check="unchecked")
    draft.record.programme.__class__.objects.filter(pk=draft.record.programme_id).update(level="5")
    typed = {"prior_number": "109991201806000081", "prior_school": "另一所学院", "prior_level": "junior_college"}
    file = SimpleUploadedFile("diploma.jpg", BAD[name], "image/jpeg")
    address = reverse("applications:prior-degree", args=[draft.uuid])
    client = signed_in(draft.record.holder)
    response = client.post(address, {**typed, "prior_diploma": file})
    assert response.status_code in (200, 302, 422)
    html = (response if response.status_code != 302 else client.get(response["Location"])).content.decode()
    assert "另一所学院" in html
    assert not draft.documents.current().filter(kind=Document.Kind.PRIOR_DIPLOMA).exists()
