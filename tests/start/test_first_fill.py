"""A first start that was broken off in the middle is not taken for a finished one."""

from pathlib import Path

import pytest

from selfexam.start import first_fill, reset


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "run").mkdir()
    return tmp_path


def test_a_first_start_that_ends_well_leaves_nothing_behind(var: Path) -> None:
    first_fill.begin(var)
    (var / "portal.sqlite3").touch()
    first_fill.done(var)
    first_fill.begin(var)
    first_fill.begin(var)


def test_a_broken_off_one_is_told_until_the_demonstration_is_reset(var: Path) -> None:
    first_fill.begin(var)
    (var / "portal.sqlite3").touch()
    for _ in range(2):
        with pytest.raises(SystemExit) as end:
            first_fill.begin(var)
        assert "数据不完整。请运行 make reset-demo" in str(end.value.code)
    reset.empty(var)
    (var / "run").mkdir()
    first_fill.begin(var)


def test_a_later_start_that_is_broken_off_lost_nothing(var: Path) -> None:
    (var / "portal.sqlite3").touch()
    first_fill.begin(var)
    first_fill.begin(var)


def test_another_database_is_its_owners_business(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@127.0.0.1/portal")
    first_fill.begin(var)
    first_fill.begin(var)
