"""The lead changes photo rules in a browser, and the worker of the trial is killed with -9 in mid-trial."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from applications.domain.start_trial import start_trial
from applications.models import Photo, RuleTrial
from applications.photos.checking import check_photo
from applications.photos.rules import PhotoRules
from applications.statuses import Status
from selfexam.catalogue.domain.change_photo_rules import rules_in_force
from selfexam.demo.portraits import draw_portrait
from selfexam.jobs import sweeper
from selfexam.jobs.models import Job
from selfexam.jobs.registry import HANDLERS
from tests.applications.photos.conftest import networks
from tests.browsing import DESK, PHONE, Person
from tests.cast import Cast
from tests.factories.accounts import PASSWORD
from tests.workers import Worker

__all__ = ["networks"]
TRIED = PhotoRules(head_top_most=84, head_top_slack=4, roll_most=0.3)


def photos(cast: Cast, number: int) -> None:
    """Photos of submitted applications, measured by an earlier version: each has to be opened again."""
    Photo.objects.all().delete()
    data = [draw_portrait(seed) for seed in range(4)]
    for place in range(number):
        photo = cast.application(Status.SUBMITTED).photos.get()
        photo.file.save("photo.jpg", ContentFile(data[place % 4]), save=True)


@pytest.mark.worker(include=["tests.journeys.small_chunks"])
def test_a_trial_survives_its_worker_and_counts_every_photo_once(
    worker: Worker, networks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeper, "PATIENCE", timedelta(seconds=1))
    cast = Cast()
    photos(cast, 40)
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    caught = []
    for _ in range(2):
        worker.start()
        before = trial.done
        worker.finish(lambda before=before: RuleTrial.objects.get().done > before)
        worker.kill()
        trial.refresh_from_db()
        caught.append(trial.finished_at is None)
        running = Job.objects.filter(kind="try_photo_rules", state=Job.State.RUNNING)
        # Time passes: the lease of the dead worker ends.
        running.update(lease_until=timezone.now() - HANDLERS["try_photo_rules"].lease)
    worker.start()
    worker.finish_all()
    trial.refresh_from_db()
    assert caught[0]
    assert (trial.done, trial.total, trial.unread) == (40, 40, 0)
    assert trial.changes.count() == trial.counts["changed"]
    # Four portraits, ten photos each: every count is a multiple of ten, nobody is counted twice or left out.
    counted = [n for ways in trial.counts["rules"].values() for n in ways.values()]
    assert counted
    assert [n % 10 for n in counted] == [0] * len(counted)
    assert Job.objects.get(kind="try_photo_rules").state == Job.State.DONE


@pytest.mark.browser
@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_the_lead_tries_a_change_and_puts_it_in_force(
    live_server: LiveServer, worker: Worker, browser: Browser, networks: object
) -> None:
    cast = Cast()
    Photo.objects.all().delete()
    for seed in range(3):
        photo = cast.application(Status.SUBMITTED).photos.get()
        photo.file.save("photo.jpg", ContentFile(draw_portrait(seed)), save=False)
        Photo.objects.filter(pk=photo.pk).update(file=photo.file.name, verdict="pending", checked_at=None)
        check_photo(photo.pk)
    worker.start()
    lead = Person(browser, live_server.url, size=DESK)
    lead.sign_in(cast.chief.username, PASSWORD)
    lead.go(f"/applications/photo-rules/{cast.batch.code}/")
    lead.page.fill("#id_limit_roll_most", "0")
    lead.page.fill("#id_limit_roll_slack", "0")
    lead.page.focus('button[value="try"]')
    lead.enter()
    lead.sees("试算完成")
    assert lead.has_no_sideways_scroll()
    trial = RuleTrial.objects.get()
    assert (trial.done, trial.opened) == (3, 0)
    lead.page.fill("#id_note", "按新规范收紧")
    lead.press("启用")
    lead.sees("第 2 版已启用")
    lead.sees("按新规范收紧")
    assert lead.has_no_sideways_scroll()
    assert rules_in_force(cast.batch).rules == {"roll_most": 0, "roll_slack": 0}
    assert set(Photo.objects.values_list("rule_set__version", flat=True)) == {1}

    reader = Person(browser, live_server.url, size=PHONE)
    reader.sign_in(cast.chen.username, PASSWORD)
    for page in ("", "trial/"):
        reader.go(f"/applications/photo-rules/{cast.batch.code}/{page}")
        assert reader.page.get_by_role("button", name="启用").count() == 0
        assert reader.has_no_sideways_scroll()
    assert [person.complaints for person in (lead, reader)] == [[], []]
