"""The card worker is killed with -9 in mid-reading: every card is read all the same, and once. Needs the extra."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from applications.domain.upload_document import upload_document
from applications.idcards import extra
from applications.models import CardReading, Document
from selfexam.jobs import sweeper
from selfexam.jobs.models import Job
from tests.applications.idcards import drawn
from tests.applications.idcards.conftest import ocr
from tests.cast import Cast
from tests.journeys.test_killed_worker import kill_while_working
from tests.workers import Worker

__all__ = ["ocr"]
CARDS = 8


@pytest.mark.worker(queue="cards")
@pytest.mark.usefixtures("ocr")
def test_every_card_is_read(worker: Worker, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CARD_READING = extra.ON
    monkeypatch.setenv("CARD_READING", extra.ON)
    monkeypatch.setattr(sweeper, "PATIENCE", timedelta(seconds=1))
    cast = Cast()
    for n in range(CARDS):
        draft = cast.application()
        front = drawn.jpeg(drawn.front(n))
        upload_document(draft.uuid, Document.Kind.ID_FRONT, front, by=draft.record.holder)
    caught = kill_while_working(worker, "read_card")
    worker.finish(lambda: not Job.objects.live().filter(kind="read_card").exists(), seconds=120)
    assert caught >= 1
    assert set(CardReading.objects.values_list("state", flat=True)) == {"read"}
    numbers = sorted(reading.fields.number for reading in CardReading.objects.all())
    assert numbers == sorted(drawn.number(n) for n in range(CARDS))
    # The ordinary worker was not there: nobody else took its work.
    assert set(Job.objects.filter(kind="look_at_card").values_list("state", flat=True)) == {"queued"}
