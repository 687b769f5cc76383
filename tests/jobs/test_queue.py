"""Putting work into the queue: once, in the caller's transaction, announced after it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from selfexam.jobs import tasks
from selfexam.jobs.models import Job
from selfexam.jobs.queue import NotTheSameWork, enqueue, run_again, wake
from tests.jobs.conftest import Teach
from tests.waking import Wake

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _toy(teach: Teach) -> None:
    teach(lambda job: None)


def test_a_job_is_queued_with_its_ids() -> None:
    job = enqueue("toy", subject="a", photo=7)
    job.refresh_from_db()
    assert (job.kind, job.subject, job.ids, job.state, job.attempts) == ("toy", "a", {"photo": 7}, "queued", 0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_told_after_the_commit_and_not_before(wakes: list[Wake]) -> None:
    with transaction.atomic():
        job = enqueue("toy", subject="a")
        assert wakes == []
    assert wakes == [("selfexam.jobs.running.run_job", {"job_id": job.pk})]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_neither_queued_nor_announced(wakes: list[Wake]) -> None:
    def change() -> None:
        enqueue("toy", subject="a")
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        change()
    assert (Job.objects.count(), wakes) == (0, [])


def test_asking_twice_gives_the_same_job() -> None:
    assert enqueue("toy", subject="a", photo=7) == enqueue("toy", subject="a", photo=7)


def test_another_subject_is_another_job() -> None:
    assert enqueue("toy", subject="a") != enqueue("toy", subject="b")


def test_asking_again_while_it_runs_gives_the_running_job() -> None:
    job = enqueue("toy", subject="a")
    now = timezone.now()
    Job.objects.update(state="running", token=job.uuid, lease_until=now)
    assert enqueue("toy", subject="a").pk == job.pk


@pytest.mark.parametrize("state", ["done", "failed"])
def test_asking_again_after_the_end_is_new_work(state: str) -> None:
    job = enqueue("toy", subject="a")
    Job.objects.update(state=state, finished_at=timezone.now())
    assert enqueue("toy", subject="a").pk != job.pk


def test_other_ids_for_the_same_subject_are_refused_and_not_lost() -> None:
    enqueue("toy", subject="a", photo=7)
    with pytest.raises(NotTheSameWork):
        enqueue("toy", subject="a", photo=8)


def test_a_kind_without_handler_is_refused_at_once() -> None:
    with pytest.raises(LookupError, match="no handler for 'nobody'"):
        enqueue("nobody", subject="a")


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_does_not_fail_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda **ids: (_ for _ in ()).throw(OSError("no broker")))
    job = enqueue("toy", subject="a")
    assert (Job.objects.get().pk, wake(job.pk, job.kind)) == (job.pk, False)


def test_the_database_refuses_two_live_jobs_of_one_subject() -> None:
    enqueue("toy", subject="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="toy", subject="a")


@pytest.mark.parametrize(
    "wrong",
    [{"state": "running"}, {"state": "done"}, {"finished_at": timezone.now()}, {"progress_done": 1}],
    ids=["running without a lease", "done without its time", "queued with an end", "more done than there is"],
)
def test_the_database_refuses_rows_that_contradict_themselves(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="toy", subject="a", **wrong)


def test_a_failed_job_starts_afresh_once() -> None:
    job = enqueue("toy", subject="a")
    Job.objects.update(state="failed", attempts=3, put_offs=2, problem="x", finished_at=timezone.now())
    assert (run_again(job), run_again(job)) == (True, False)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.put_offs, job.problem, job.finished_at) == ("queued", 0, 0, "", None)


def test_a_failed_job_stays_when_a_newer_one_does_its_work() -> None:
    old = enqueue("toy", subject="a")
    Job.objects.update(state="failed", finished_at=timezone.now())
    enqueue("toy", subject="a")
    assert run_again(old) is False
    old.refresh_from_db()
    assert old.state == "failed"


def test_live_and_failed_jobs_are_told_apart() -> None:
    jobs = [enqueue("toy", subject=s) for s in "abc"]
    Job.objects.filter(pk=jobs[1].pk).update(state="failed", finished_at=timezone.now())
    assert set(Job.objects.live()) == {jobs[0], jobs[2]}
    assert list(Job.objects.failed()) == [jobs[1]]
