"""The demonstration's seed shows every state; forty candidates walk all of it, to forty certificates handed over
once.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from applications.models import Application, Photo
from applications.statuses import Status
from certificates.domain.apply_results import apply_results
from certificates.domain.confirm_printed import confirm_printed
from certificates.domain.hand_over import hand_over
from certificates.domain.make_package import make_package
from certificates.domain.receive_reply import receive_reply
from certificates.domain.sandbox_reply import sandbox_reply
from certificates.domain.start_run import start_run
from certificates.models import Certificate, Handover, PrintPart
from review.domain.release import release
from selfexam.catalogue.importing.run import files_in, import_files
from selfexam.celery import app
from selfexam.demo.management.commands.seed_demo import DATA
from selfexam.demo.scenario import Scenario
from selfexam.payments.models import Payment
from selfexam.records.models import StudentRecord

FORTY = 40


@pytest.fixture
def eager(transactional_db: None) -> Iterator[None]:
    """Jobs run as they come up, as in the seed command."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.usefixtures("eager")
def test_the_seed_shows_every_state_in_both_schools_and_a_unit() -> None:
    call_command("seed_demo")
    call_command("seed_demo", if_empty=True)
    applications = Application.objects.select_related("record")
    assert set(applications.values_list("status", flat=True)) == set(Status.values)
    assert {a.school.code for a in applications} == {"10998", "10999"}
    assert any(a.record.unit_id for a in applications)
    assert set(PrintPart.objects.values_list("state", flat=True)) == {PrintPart.State.DONE}
    with pytest.raises(CommandError, match="已有数据"):
        call_command("seed_demo")


@pytest.mark.django_db
def test_the_seed_refuses_to_run_on_a_server(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="不是演示环境"):
        call_command("seed_demo")
    assert StudentRecord.objects.count() == 0


@pytest.mark.usefixtures("eager")
def test_forty_candidates_walk_all_of_it(run_jobs: Callable[..., Any]) -> None:
    assert [p for outcome in import_files(files_in([DATA])) for p in outcome.problems] == []
    scenario = Scenario.prepare()
    lead, batch = scenario.desks["zhou"], scenario.now
    walks = [scenario.walk(next(scenario.ready)).begin(batch).fill().submit() for _ in range(FORTY)]
    for walk in walks:
        walk.passed(scenario.reviewer(walk.record)).paid().approved(scenario.desks["chen"])
    assert release(batch, by=lead) == FORTY

    package = make_package(batch, by=lead)
    package.refresh_from_db()
    apply_results(receive_reply(package, sandbox_reply(package, reject=0, by=lead), "回执.csv", by=lead), by=lead)
    run = start_run(batch, None, by=lead)
    run.refresh_from_db()
    confirm_printed(run, by=lead)
    for certificate in Certificate.objects.select_related("application__record"):
        application = certificate.application
        hand_over(application.uuid, signed_on=timezone.localdate(), by=scenario.reviewer(application.record))

    mine = Application.objects.filter(batch=batch)
    assert Counter(mine.values_list("status", flat=True)) == {Status.ISSUED: FORTY}
    assert Photo.objects.current().exclude(verdict__in=("clean", "warn")).count() == 0
    assert (Payment.objects.count(), Certificate.objects.count(), Handover.objects.count()) == (FORTY, FORTY, FORTY)
    people = Counter()
    for part in PrintPart.objects.filter(run=run):
        people[part.kind] += part.people
    assert people == dict.fromkeys(PrintPart.Kind.values, FORTY)
    assert all(a.events.count() >= 8 for a in mine)
