from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.jobs import queue
from selfexam.jobs.models import Job
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.fixture
def failed() -> Job:
    return Job.objects.create(
        kind="check_photo",
        subject="abc",
        state=Job.State.FAILED,
        attempts=5,
        problem="文件打不开",
        finished_at=timezone.now(),
    )


def test_failed_jobs_are_shown_first_with_their_problem(signed_in: SignedIn, failed: Job) -> None:
    page = signed_in(UserFactory(role=Role.INSTITUTE_REVIEWER)).get("/jobs/").content.decode()
    for said in ("检查照片", "文件打不开", "再次运行"):
        assert said in page


def test_running_again_queues_it_once(
    signed_in: SignedIn, failed: Job, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(queue, "wake", lambda job_id, kind: woken.append(job_id))
    client = signed_in(UserFactory(role=Role.INSTITUTE_LEAD))
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(f"/jobs/{failed.uuid}/again/").status_code == 302
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, woken) == (Job.State.QUEUED, 0, [failed.pk])
    assert "已经在排队或已完成" in client.get("/jobs/").content.decode()


@pytest.mark.parametrize("state", ["failed", "running", "queued", "done", "nonsense"])
def test_every_state_has_its_page_even_when_empty(signed_in: SignedIn, state: str) -> None:
    assert signed_in(UserFactory(role=Role.INSTITUTE_LEAD)).get("/jobs/", {"state": state}).status_code == 200


def test_schools_have_no_such_page(signed_in: SignedIn, failed: Job) -> None:
    client = signed_in(UserFactory(role=Role.SCHOOL_LEAD))
    assert (client.get("/jobs/").status_code, client.post(f"/jobs/{failed.uuid}/again/").status_code) == (404, 404)
    failed.refresh_from_db()
    assert failed.state == Job.State.FAILED
