"""Print runs: which parts there are, that each is made once, what a failed one does, confirming, setting aside."""

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application
from applications.statuses import Status
from certificates import parts as making
from certificates.domain.confirm_printed import confirm_printed, mark_again
from certificates.domain.make_again import make_again, set_aside
from certificates.domain.start_run import MOST_PEOPLE, start_run
from certificates.models import Kind, PrintPart, PrintRun, RunPerson
from certificates.parts import make_part
from certificates.queries import progress_of, waiting_for_print
from certificates.sheets import CannotPrint, Printed
from certificates.steps import mark_printed
from certificates.tasks import PRINT_PART
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, Programme, School
from selfexam.jobs import runner
from selfexam.jobs.models import Job
from tests.certificates import people

Graduates = Callable[..., list[Application]]


@pytest.fixture
def registered(graduates: Graduates) -> Graduates:
    return lambda count, **changes: people.register(graduates(count, status=Status.REGISTERED, **changes))


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> list[PrintPart]:
    """Stands in for the press: remembers what was printed; a name with 𬎆 is missing in its font."""
    printed: list[PrintPart] = []

    def press(part: PrintPart) -> Printed:
        printed.append(part)
        places = RunPerson.objects.filter(run=part.run, programme=part.programme, school=part.school, set_aside_at=None)
        for place in places.filter(position__range=(part.first, part.last)):
            if "𬎆" in place.application.record.name:
                raise CannotPrint(f"{place.application.record.name}的姓名中有打印字体缺少的字", place.application)
        return Printed(f"%PDF {part.pk} {places.count()}".encode(), part.people)

    monkeypatch.setattr(making, "print_sheets", press)
    return printed


def make_all(run: PrintRun) -> None:
    for part in run.parts.all():
        make_part(part.pk)


def test_a_run_plans_four_documents_for_every_school_and_programme_and_slices_the_long_ones(
    batch: Batch,
    institute: User,
    registered: Graduates,
    other_school: School,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(MOST_PEOPLE, Kind.CERTIFICATE, 2)
    registered(3)
    registered(1, start=50, school=other_school)
    run = start_run(batch, None, by=institute)
    planned = [(p.school.code, p.kind, p.sequence, p.first, p.last, p.people) for p in run.parts.in_reading_order()]
    assert planned == [
        ("90001", "certificate", 1, 1, 2, 2),
        ("90001", "certificate", 2, 3, 3, 1),
        ("90001", "form", 1, 1, 3, 3),
        ("90001", "roster", 1, 1, 3, 3),
        ("90001", "sign_for", 1, 1, 3, 3),
        *(("90002", kind, 1, 1, 1, 1) for kind in Kind.values),
    ]
    jobs = Job.objects.filter(kind=PRINT_PART).values_list("subject", flat=True)
    assert sorted(jobs) == sorted(str(part.uuid) for part in run.parts.all())


def test_a_run_takes_the_registered_only_and_a_person_is_in_one_live_run(
    batch: Batch, institute: User, registered: Graduates, graduates: Graduates, school: School
) -> None:
    here = registered(2)
    graduates(1, start=30)
    run = start_run(batch, school, by=institute)
    assert [place.application for place in run.persons.all()] == here
    late = registered(1, start=40)
    with pytest.raises(AlreadyDone):
        start_run(batch, school, by=institute)
    rest = start_run(batch, None, by=institute)
    assert [place.application for place in rest.persons.all()] == late
    with pytest.raises(IntegrityError), transaction.atomic():
        RunPerson.objects.create(
            run=rest, application=here[0], school=school, programme=here[0].record.programme, position=9
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintRun.objects.create(batch=batch, school=school, sequence=9, people=1, made_by=institute)


def test_nobody_to_print_is_a_sentence_and_a_school_cannot_start(
    batch: Batch, institute: User, teacher: User, registered: Graduates
) -> None:
    with pytest.raises(NotAllowed):
        start_run(batch, None, by=institute)
    registered(1)
    with pytest.raises(NotAllowed):
        start_run(batch, None, by=teacher)


def test_a_part_is_made_once_however_often_it_is_asked_for(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart], private_root: Path
) -> None:
    registered(2)
    run = start_run(batch, None, by=institute)
    make_all(run)
    make_all(run)
    assert len(pretend) == 4
    assert {part.state for part in run.parts.all()} == {"done"}
    assert len([p for p in (private_root / "print-parts").rglob("*") if p.is_file()]) == 4
    progress = progress_of(run)
    assert (progress.parts, progress.done, progress.sheets, progress.sheets_done, progress.percent) == (4, 4, 8, 8, 100)


def test_two_runners_at_the_same_part_write_one_result(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart], private_root: Path
) -> None:
    registered(1)
    part = start_run(batch, None, by=institute).parts.first()

    @contextmanager
    def while_another_finishes():  # type: ignore[no-untyped-def]
        make_part(part.pk)
        with transaction.atomic():
            yield

    make_part(part.pk, finishing=while_another_finishes)
    part.refresh_from_db()
    files = [p.name for p in (private_root / "print-parts").rglob("*") if p.is_file()]
    assert (part.state, len(pretend), files) == ("done", 2, [Path(part.file.name).name])


def test_the_jobs_of_a_run_make_all_its_parts(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart]
) -> None:
    registered(2)
    run = start_run(batch, None, by=institute)
    jobs = list(Job.objects.filter(kind=PRINT_PART))
    assert [runner.run(job.pk) for job in jobs] == [True] * 4
    assert [runner.run(job.pk) for job in jobs] == [False] * 4
    assert set(Job.objects.filter(kind=PRINT_PART).values_list("state", flat=True)) == {"done"}
    assert progress_of(run).done == 4


def test_a_missing_glyph_fails_its_own_parts_and_names_the_person(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart]
) -> None:
    third = people.make_school("90003", "样本理工学院")
    odd = registered(1, start=90, school=third, name="陶𬎆")
    registered(2)
    run = start_run(batch, None, by=institute)
    make_all(run)
    failed = run.parts.filter(state="failed")
    assert {(part.school.code, part.problem, part.problem_with) for part in failed} == {
        ("90003", "陶𬎆的姓名中有打印字体缺少的字", odd[0])
    }
    assert run.parts.filter(state="done").count() == 4
    with pytest.raises(NotAllowed):
        confirm_printed(run, by=institute)


def test_made_again_after_the_record_is_corrected_a_failed_part_is_done(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart]
) -> None:
    person = registered(1)[0]
    record = person.record
    record.name = "陶𬎆"
    record.save()
    run = start_run(batch, None, by=institute)
    make_all(run)
    assert progress_of(run).failed == 4
    record.name = "陶然"
    record.save()
    Job.objects.update(state="done", finished_at=person.registered_at)
    assert make_again(run, by=institute) == 4
    with pytest.raises(AlreadyDone):
        make_again(run, by=institute)
    make_all(run)
    assert progress_of(run).done == 4


def test_a_part_whose_job_is_gone_can_be_started_again(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart]
) -> None:
    registered(1)
    run = start_run(batch, None, by=institute)
    with pytest.raises(AlreadyDone):
        make_again(run, by=institute)
    Job.objects.filter(subject=str(run.parts.first().uuid)).delete()
    assert make_again(run, by=institute) == 1


def test_a_person_set_aside_leaves_every_part_and_waits_for_the_next_run(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart]
) -> None:
    odd = registered(3)[1]
    odd.record.name = "陶𬎆"
    odd.record.save()
    run = start_run(batch, None, by=institute)
    make_all(run)
    failed = run.parts.filter(kind="certificate").get()
    set_aside(failed, by=institute)
    with pytest.raises(AlreadyDone):
        set_aside(failed, by=institute)
    make_all(run)
    assert [(part.state, part.people) for part in run.parts.all()] == [("done", 2)] * 4
    assert (odd.events.get().label, odd.events.get().note) == ("移出打印批", "陶𬎆的姓名中有打印字体缺少的字")
    confirm_printed(run, by=institute)
    mark_printed(run.pk)
    odd.refresh_from_db()
    assert (odd.status, list(waiting_for_print(batch, institute))) == (Status.REGISTERED, [odd])


def test_a_part_that_changed_while_it_was_printed_is_printed_anew(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart]
) -> None:
    registered(2)
    run = start_run(batch, None, by=institute)
    part = run.parts.get(kind="roster")
    turns = []

    @contextmanager
    def overtaken_once():  # type: ignore[no-untyped-def]
        if not turns:
            PrintPart.objects.filter(pk=part.pk).update(attempt=2)
        turns.append(1)
        with transaction.atomic():
            yield

    make_part(part.pk, finishing=overtaken_once)
    part.refresh_from_db()
    assert (part.state, part.attempt, len(turns)) == ("done", 2, 2)


def test_confirming_prints_everybody_once_and_twice_is_already_done(
    batch: Batch, institute: User, registered: Graduates, pretend: list[PrintPart]
) -> None:
    applications = registered(2)
    run = start_run(batch, None, by=institute)
    make_all(run)
    confirm_printed(run, by=institute)
    assert (mark_printed(run.pk), mark_printed(run.pk)) == (2, 0)
    with pytest.raises(AlreadyDone):
        confirm_printed(run, by=institute)
    for application in applications:
        application.refresh_from_db()
        assert (application.status, application.events.count()) == (Status.PRINTED, 1)
    assert not run.persons.filter(live=True).exists()
    run.refresh_from_db()
    colleague = people.institute(username="colleague")
    with pytest.raises(AlreadyDone, match="正在逐人登记"):
        mark_again(run, by=colleague)


def test_a_part_of_another_programme_never_holds_strangers(
    batch: Batch, institute: User, registered: Graduates, school: School
) -> None:
    other: Programme = people.make_programme("590206", "行政管理", "6")
    registered(1)
    second = registered(1, start=60, programme=other)
    run = start_run(batch, school, by=institute)
    places = run.persons.filter(programme=other)
    assert [(place.application, place.position) for place in places] == [(second[0], 1)]
