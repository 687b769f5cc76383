"""The worker is killed with -9 in mid-task: every photo still gets its verdict, and every PDF exists once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from applications.domain.upload_photo import upload_photo
from applications.models import Application, Photo
from applications.statuses import Status
from certificates.domain.start_run import start_run
from certificates.models import Certificate, PrintPart
from certificates.numbering import certificate_number
from selfexam.demo.portraits import draw_portrait
from selfexam.jobs import sweeper
from selfexam.jobs.models import Job
from selfexam.jobs.registry import HANDLERS
from tests.cast import Cast
from tests.workers import Worker

pytestmark = pytest.mark.worker
KILLS = 2


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of these tests asks again after a second."""
    monkeypatch.setattr(sweeper, "PATIENCE", timedelta(seconds=1))


def kill_while_working(worker: Worker, kind: str) -> int:
    """Kill the worker whenever a job of `kind` is running; how many jobs were caught in the middle."""
    caught = 0
    for _ in range(KILLS):
        worker.start()
        worker.finish(lambda: Job.objects.filter(kind=kind, state=Job.State.RUNNING).exists())
        worker.kill()
        running = Job.objects.filter(kind=kind, state=Job.State.RUNNING)
        caught += running.count()
        # Time passes: the lease of the dead worker ends.
        running.update(lease_until=timezone.now() - HANDLERS[kind].lease)
    worker.start()
    return caught


def test_every_photo_gets_its_verdict(worker: Worker) -> None:
    cast = Cast()
    data = [draw_portrait(seed) for seed in range(4)]
    drafts = [cast.application(Status.DRAFT) for _ in range(16)]
    for number, draft in enumerate(drafts):
        upload_photo(draft.uuid, data[number % 4], by=draft.record.holder)
    caught = kill_while_working(worker, "check_photo")
    worker.finish_all()
    current = Photo.objects.current().filter(application__in=drafts)
    assert caught >= 1
    assert {photo.verdict for photo in current} <= {Photo.Verdict.CLEAN, Photo.Verdict.WARN}
    assert current.count() == len(drafts)


def registered(cast: Cast) -> Application:
    application = cast.application(Status.REGISTERED)
    record = application.record
    now = timezone.now()
    Certificate.objects.create(
        application=application,
        number=certificate_number(record.programme.level, record.admission_number),
        level=record.programme.level,
        admission_number=record.admission_number,
        numbering="demonstration",
        assigned_at=now,
        registered_at=now,
    )
    return application


def test_every_pdf_exists_once(worker: Worker) -> None:
    cast = Cast()
    for _ in range(30):
        registered(cast)
    run = start_run(cast.batch, None, by=cast.chief)
    caught = kill_while_working(worker, "print_part")
    worker.finish_all()
    parts = list(PrintPart.objects.filter(run=run))
    files = list(Path(settings.PRIVATE_ROOT, "print-parts").rglob("*.pdf"))
    assert caught >= 1
    assert {part.state for part in parts} == {PrintPart.State.DONE}
    assert sorted(str(Path(part.file.path)) for part in parts) == sorted(str(path) for path in files)
    assert sum(part.people for part in parts) == 4 * 30
