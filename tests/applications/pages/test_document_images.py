"""Images of documents: the candidate's own as they are, everybody else's with who looked drawn into them."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from applications.models import Application, CardReading, Document
from applications.statuses import Status
from applications.views.document_images import face_of
from selfexam.accounts.models import User
from selfexam.watermark import SMALL, watermarked, words_for
from tests.applications.idcards import drawn
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def waiting(cast: Cast) -> Application:
    return cast.application(Status.SUBMITTED)


def front_of(application: Application) -> Document:
    document: Document = application.documents.get(kind=Document.Kind.ID_FRONT)
    return document


def image(document: Document) -> str:
    return reverse("applications:document-image", args=[document.uuid])


def body(response: object) -> bytes:
    return b"".join(response) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined,call-overload,no-any-return]


def pixels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as opened:
        return np.asarray(opened.convert("RGB"), int)


def test_candidates_get_their_own_bytes(waiting: Application, signed_in: Sign) -> None:
    front = front_of(waiting)
    with front.file.open("rb") as stored:
        assert body(signed_in(waiting.record.holder).get(image(front))) == stored.read()


@pytest.mark.parametrize("name", ["reviewer", "lead", "clerk", "chen", "chief"])
def test_everybody_else_gets_a_watermark(cast: Cast, waiting: Application, signed_in: Sign, name: str) -> None:
    front = front_of(waiting)
    with front.file.open("rb") as stored:
        clean = stored.read()
    response = signed_in(getattr(cast, name)).get(image(front))
    changed = np.abs(pixels(body(response)) - pixels(clean)).max(axis=2) > 24
    # In each ninth of the image there is something of the words.
    parts = [part for row in np.array_split(changed, 3) for part in np.array_split(row, 3, axis=1)]
    assert [bool(part.sum() > 50) for part in parts] == [True] * 9
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_the_words_name_the_reader_the_account_and_the_purpose(cast: Cast) -> None:
    assert words_for(cast.reviewer).startswith(f"仅供毕业审核  王老师 {cast.reviewer.username}  20")


def test_two_readers_get_different_images(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    one, other = (body(signed_in(user).get(image(front_of(waiting)))) for user in (cast.reviewer, cast.colleague))
    assert one != other


def test_the_small_image_is_small_and_marked_too(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    small = pixels(body(signed_in(cast.reviewer).get(image(front_of(waiting)) + "?size=small")))
    assert max(small.shape) <= SMALL
    assert np.ptp(small) > 60


def test_a_name_that_no_font_has_still_gives_an_image() -> None:
    plain = drawn.jpeg(drawn.front())
    assert pixels(watermarked(plain, "仅供毕业审核  \U000323a0 wang")).shape == pixels(plain).shape


def test_the_portrait_is_served_where_a_card_was_found(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    front = front_of(waiting)
    address = reverse("applications:card-portrait", args=[front.uuid])
    assert signed_in(cast.reviewer).get(address).status_code == 404
    corners = [[0, 0], [856, 0], [856, 540], [0, 540]]
    reading = CardReading.objects.create(document=front, state="off", portrait={"corners": corners, "face": None})
    response = signed_in(cast.reviewer).get(address)
    assert pixels(body(response)).shape == (640, 480, 3)
    assert response["Cache-Control"] == "private, no-store"
    CardReading.objects.filter(pk=reading.pk).update(portrait=None)
    assert signed_in(cast.reviewer).get(address).status_code == 404


def test_the_page_says_where_no_card_was_found_and_shows_all_of_it(
    cast: Cast, waiting: Application, signed_in: Sign
) -> None:
    html = signed_in(cast.reviewer).get(reverse("review:first", args=[waiting.uuid])).content.decode()
    assert "图片里没有找到证件边缘，请看整张身份证" in html


def test_a_file_that_is_gone_is_404(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    front = front_of(waiting)
    front.file.storage.delete(str(front.file.name))
    assert signed_in(cast.reviewer).get(image(front)).status_code == 404
    assert signed_in(waiting.record.holder).get(image(front)).status_code == 404


@pytest.mark.parametrize(
    ("measures", "face"),
    [
        ({}, None),
        ({"faces": [], "frame": [480, 640]}, None),
        ({"faces": [{"box": [1, 2, 3, 4]}], "frame": [390, 567]}, None),
        ({"faces": [{"box": [1, 2, 3, 4]}], "frame": [480, 640]}, [1, 2, 3, 4]),
    ],
)
def test_the_scale_is_taken_from_the_photo_only_where_its_frame_is_ours(
    waiting: Application, measures: dict[str, object], face: list[int] | None
) -> None:
    photo = waiting.photos.get()
    photo.measures = measures
    assert face_of(photo) == face
