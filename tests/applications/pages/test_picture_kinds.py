"""Which pictures are taken is said with the same words wherever one is asked for, and what is said is true."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.models import Document
from selfexam.accounts.models import User
from tests.applications.photos.scenes import heic, scene
from tests.cast import Cast

Sign = Callable[[User], Client]
# The ID photo has rules of its own: what is not a JPEG of the right size is taken to be cropped.
OWN_RULES = "photo.html"


def test_every_other_picture_is_asked_for_in_the_same_words() -> None:
    asked, said = {}, {}
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        text = path.read_text()
        if (found := re.search(r'accept="(image/[^"]*)"', text)) and path.name != OWN_RULES:
            asked[path.name] = found[1]
            said[path.name] = "JPG、PNG 或 HEIC" in text and "最大 10 MB" in text
    assert set(asked) == {"correct.html", "_image_slot.html", "_exemption_images.html", "case.html"}
    assert set(asked.values()) == {"image/jpeg,image/png,image/heic,image/heif,.heic"}
    assert all(said.values())


@pytest.mark.django_db
def test_an_id_card_in_the_format_of_a_phone_is_kept(signed_in: Sign) -> None:
    draft = Cast().application()
    upload = SimpleUploadedFile("IMG_0002.HEIC", heic(scene(size=(900, 1200))), "image/heic")
    address = reverse("applications:id-card", args=[draft.uuid])
    response = signed_in(draft.record.holder).post(address, {"id_front": upload})
    assert (response.status_code, response["Location"]) == (302, address)
    kept = draft.documents.current().get(kind=Document.Kind.ID_FRONT)
    with kept.file.open("rb") as stored:
        assert stored.read(2) == b"\xff\xd8"
