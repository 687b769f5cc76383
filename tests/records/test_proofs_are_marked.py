"""Images of a correction and of an exemption carry who opened them, as the privacy page says of every document."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from selfexam.accounts.models import User
from tests.cast import Cast
from tests.factories.exemptions import candidate_of, handed_in
from tests.records.asking import asked, held_record

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


def body(response: object) -> bytes:
    return b"".join(response) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined,call-overload,no-any-return]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_a_desk_gets_the_proof_of_a_correction_with_its_reader_drawn_into_it(cast: Cast, signed_in: Sign) -> None:
    record = held_record(cast)
    proof = asked(record).proofs.get()
    address = reverse("records:correction-proof", args=[proof.uuid])
    with proof.file.open("rb") as stored:
        clean = stored.read()
    assert record.holder is not None
    assert body(signed_in(record.holder).get(address)) == clean
    found = [body(signed_in(user).get(address)) for user in (cast.reviewer, cast.lead, cast.chen)]
    assert len({clean, *found}) == 4
    assert signed_in(cast.chen).get(address)["Cache-Control"] == "private, no-store"


def test_a_desk_gets_the_evidence_of_an_exemption_with_its_reader_drawn_into_it(cast: Cast, signed_in: Sign) -> None:
    form = handed_in(cast)
    image = form.images.get()
    address = reverse("applications:exemption-image", args=[image.uuid])
    with image.file.open("rb") as stored:
        clean = stored.read()
    assert body(signed_in(candidate_of(form.application)).get(address)) == clean
    found = [body(signed_in(user).get(address)) for user in (cast.reviewer, cast.chen)]
    assert len({clean, *found}) == 3


def test_a_file_that_the_clock_took_away_is_no_page(cast: Cast, signed_in: Sign) -> None:
    proof = asked(held_record(cast)).proofs.get()
    proof.file.storage.delete(proof.file.name)
    assert signed_in(cast.chen).get(reverse("records:correction-proof", args=[proof.uuid])).status_code == 404
