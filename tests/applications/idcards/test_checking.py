"""Uploading an ID card image: its row, its jobs, what is kept and what never leaves the encrypted column."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from applications.domain.upload_document import upload_document
from applications.idcards import checking, extra
from applications.idcards.lines import Line, Picture
from applications.models import Application, CardReading, Document, Event
from selfexam.catalogue.code_tables import IdType
from selfexam.jobs.models import Job
from selfexam.jobs.registry import queue_of
from tests.applications.idcards import drawn
from tests.applications.idcards.conftest import front_lines
from tests.cast import Cast

pytestmark = pytest.mark.django_db
RunJobs = Callable[..., list[str]]
FRONT, BACK = Document.Kind.ID_FRONT, Document.Kind.ID_BACK


@pytest.fixture
def draft() -> Application:
    return Cast().application()


@pytest.fixture
def reading_works(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra is installed, with a reader that always sees the same front."""
    settings.CARD_READING = extra.ON
    monkeypatch.setattr(checking, "missing", list)
    monkeypatch.setattr(checking, "recognise", lambda picture: front_lines())


def upload(draft: Application, picture: Picture, kind: Document.Kind = FRONT) -> CardReading:
    document = upload_document(draft.uuid, kind, drawn.jpeg(picture), by=draft.record.holder)
    return CardReading.objects.get(document=document)


@pytest.mark.parametrize("choice", [extra.OFF, extra.AUTO])
def test_without_the_extra_the_image_is_looked_at_and_nothing_waits_to_be_read(
    draft: Application, settings: Settings, monkeypatch: pytest.MonkeyPatch, run_jobs: RunJobs, choice: str
) -> None:
    settings.CARD_READING = choice
    monkeypatch.setattr(extra, "missing", lambda: ["rapidocr"])
    reading = upload(draft, drawn.blurred(drawn.on_a_desk(drawn.front()), 4))
    assert (reading.state, run_jobs()) == ("off", ["look_at_card"])
    reading.refresh_from_db()
    assert ([doubt["code"] for doubt in reading.doubts], reading.said, reading.is_waiting) == (["blur"], None, False)


@pytest.mark.usefixtures("reading_works")
def test_a_reading_is_kept_encrypted_as_a_whole(draft: Application, run_jobs: RunJobs) -> None:
    reading = upload(draft, drawn.front())
    assert reading.is_waiting
    assert sorted(run_jobs()) == ["look_at_card", "read_card"]
    reading.refresh_from_db()
    assert (reading.state, reading.seen, reading.is_waiting) == ("read", "front", False)
    assert (reading.fields.number, reading.fields.name) == (drawn.number(), drawn.NAME)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_cardreading")
        kept = str(cursor.fetchall())
    assert [text for text in (drawn.number(), drawn.NAME, "虚构路", "1998-05-20") if text in kept] == []


@pytest.mark.usefixtures("reading_works")
def test_nothing_that_was_read_goes_into_a_job_a_log_or_the_history(
    draft: Application, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*args: Any, **kwargs: Any) -> None:
        raise ValueError(f"cannot read {drawn.number()}")

    monkeypatch.setattr(checking, "read_card", breaks)
    reading = upload(draft, drawn.front())
    with caplog.at_level(logging.DEBUG):
        run_jobs(errors=True)
    job = Job.objects.get(kind="read_card")
    assert (job.state, job.problem.partition(",")[0]) == ("queued", "CardNotRead")
    said = caplog.text + str(list(Job.objects.values())) + str(list(Event.objects.values()))
    assert drawn.number() not in said
    reading.refresh_from_db()
    assert reading.state == "pending"


@pytest.mark.usefixtures("reading_works")
def test_each_part_is_written_once_however_often_the_jobs_run(draft: Application, run_jobs: RunJobs) -> None:
    reading = upload(draft, drawn.front())
    run_jobs()
    before = CardReading.objects.values().get()
    assert (checking.look_at(reading.pk), checking.read(reading.pk)) == (False, False)
    assert CardReading.objects.values().get() == before


@pytest.mark.usefixtures("reading_works")
def test_an_image_that_is_gone_is_no_failure(draft: Application, run_jobs: RunJobs) -> None:
    upload(draft, drawn.front())
    Document.objects.all().delete()
    assert sorted(run_jobs()) == ["look_at_card", "read_card"]


@pytest.mark.usefixtures("reading_works")
def test_the_same_image_again_keeps_its_reading_and_another_one_gets_its_own(
    draft: Application, run_jobs: RunJobs
) -> None:
    first = upload(draft, drawn.front())
    run_jobs()
    assert upload(draft, drawn.front()) == first
    assert run_jobs() == []
    second = upload(draft, drawn.on_a_desk(drawn.front()))
    assert CardReading.objects.current().get() == second


def test_what_waited_when_reading_was_switched_off_is_marked_and_does_not_pile_up(
    draft: Application, settings: Settings, run_jobs: RunJobs
) -> None:
    settings.CARD_READING = extra.ON
    reading = upload(draft, drawn.front())
    assert queue_of("read_card") == "cards"
    settings.CARD_READING = extra.OFF
    assert queue_of("read_card") == "celery"
    run_jobs()
    reading.refresh_from_db()
    assert (reading.state, Job.objects.live().count()) == ("off", 0)


@pytest.mark.parametrize("kind", [Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM])
def test_other_documents_are_not_read(draft: Application, kind: Document.Kind) -> None:
    upload_document(draft.uuid, kind, drawn.jpeg(drawn.front()), by=draft.record.holder)
    assert (CardReading.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize(("id_type", "count"), [(IdType.PASSPORT, 0), (IdType.HK_MACAU_TAIWAN, 1)])
def test_a_passport_is_looked_at_by_people_alone(draft: Application, id_type: str, count: int) -> None:
    draft.record.id_type = id_type
    draft.record.save()
    upload_document(draft.uuid, FRONT, drawn.jpeg(drawn.front()), by=draft.record.holder)
    assert CardReading.objects.count() == count


def test_readings_are_seen_by_those_who_see_the_application(draft: Application) -> None:
    reading = upload(draft, drawn.front())
    stranger = Cast().stranger
    assert list(CardReading.objects.visible_to(draft.record.holder)) == [reading]
    assert list(CardReading.objects.visible_to(stranger)) == []


@pytest.mark.usefixtures("reading_works")
def test_hostile_text_on_a_card_is_kept_as_text(
    draft: Application, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = [Line.at("住址", 50, 300, 70, 44), Line.at("姓名", 50, 62, 72, 44)]
    evil += [Line.at("<script>alert(1)</script>" * 50, 150, 300, 400, 44), Line.at("\x00' OR 1=1", 150, 60, 140, 44)]
    monkeypatch.setattr(checking, "recognise", lambda picture: evil)
    reading = upload(draft, drawn.front())
    run_jobs()
    reading.refresh_from_db()
    assert (reading.seen, reading.fields.name, len(reading.fields.address)) == ("front", "", 80)
