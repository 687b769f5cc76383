"""The demonstration's photos are drawn and judged ahead on another core, and here where that core gave nothing."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from applications.photos.judge import Judgement, judge
from applications.photos.rules import PhotoRules
from applications.photos.storing import without_metadata
from selfexam.demo import ahead
from selfexam.demo.portraits import draw_portrait

RULES = PhotoRules()


class AtOnce(Executor):
    def submit(self, task: Any, /, *args: Any, **options: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(task(*args, **options))
        return future


class Broken(Executor):
    def submit(self, task: Any, /, *args: Any, **options: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


@pytest.fixture(autouse=True)
def begun_with_nothing() -> Iterator[None]:
    ahead.forget()
    yield
    ahead.forget()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What had to be judged here."""
    seen: list[bytes] = []

    def noted(data: bytes, rules: PhotoRules, **how: Any) -> Judgement:
        seen.append(data)
        return judge(data, rules, **how)

    monkeypatch.setattr(ahead, "judge", noted)
    return seen


def networks() -> Path:
    return Path(settings.PHOTO_NETWORKS)


def test_what_was_judged_ahead_is_not_judged_again(asked: list[bytes]) -> None:
    ahead.begin([4], RULES, networks(), AtOnce())
    drawn = draw_portrait(4)
    kept = without_metadata(drawn)
    asked.clear()
    assert ahead.portrait(4) == drawn
    found = ahead.judging(4)(kept, RULES, networks=networks(), uploaded_bytes=len(drawn))
    again = judge(kept, RULES, networks=networks(), uploaded_bytes=len(drawn))
    assert (found.verdict, found.findings, found.measures) == (again.verdict, again.findings, again.measures)
    assert asked == []


@pytest.mark.parametrize("other", ["photo", "rules", "nobody"])
def test_another_photo_or_another_rule_is_judged_here(asked: list[bytes], other: str) -> None:
    ahead.begin([4], RULES, networks(), AtOnce())
    asked.clear()
    data = without_metadata(draw_portrait(5 if other == "photo" else 4))
    rules = PhotoRules(background="strict") if other == "rules" else RULES
    ahead.judging(6 if other == "nobody" else 4)(data, rules, networks=networks())
    assert asked == [data]


def test_a_portrait_with_a_defect_is_drawn_here() -> None:
    ahead.begin([4], RULES, networks(), AtOnce())
    assert ahead.portrait(4, "tilted") == draw_portrait(4, defect="tilted") != ahead.portrait(4)


def test_a_killed_helper_costs_time_only(asked: list[bytes]) -> None:
    ahead.begin([4], RULES, networks(), Broken())
    assert ahead.portrait(4) == draw_portrait(4)
    assert ahead.judging(4)(ahead.portrait(4), RULES, networks=networks()).verdict != "fail"
    assert len(asked) == 1
