"""A start that cannot go on says in one sentence why, and touches nothing."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from selfexam.start import portal, reset
from selfexam.start.data_folder import ROOT, data_folder, held


def sentence(act: Callable[[], object]) -> str:
    with pytest.raises(SystemExit) as end:
        act()
    return str(end.value.code).strip()


@pytest.mark.parametrize("text", ["http", "80", "65536", "-1", "８０００"])
def test_a_port_that_cannot_be_meant_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    said = sentence(portal.chosen_port)
    assert said == f"PORT={text} 不能用，请写 1024 到 65535 之间的数，例如 make run PORT=8001。"


def test_without_a_port_it_is_8000(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert portal.chosen_port() == 8000


def test_a_taken_port_is_named_with_a_free_neighbour() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = sentence(lambda: portal.refuse_taken_port(port))
    assert said.startswith(f"端口 {port} 已被占用。请关闭占用它的程序，或换一个端口：make run PORT=")
    portal.refuse_taken_port(port)


def hold(var: Path) -> None:
    with held(var):
        pass


def test_a_data_folder_is_held_by_one_start(tmp_path: Path) -> None:
    with held(tmp_path):
        said = sentence(lambda: hold(tmp_path))
    assert said.startswith(f"门户已经在用数据文件夹 {tmp_path} 运行。")
    hold(tmp_path)


def test_a_supervisor_left_behind_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "supervisor.pid").write_text(f"{os.getpid()}\n")
    hold(tmp_path)  # a number that another program has by now
    monkeypatch.setattr("selfexam.start.data_folder.supervisor_of", lambda var: 4711)
    assert "请先运行 kill 4711" in sentence(lambda: hold(tmp_path))


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "不能写入" in sentence(lambda: hold(tmp_path / "file"))


@pytest.mark.parametrize("folder", [ROOT, ROOT.parent])
def test_the_programs_own_folder_is_no_data_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("VAR", str(folder))
    assert sentence(data_folder).startswith(f"VAR={folder} 是程序所在的文件夹")


def test_reset_removes_what_is_ours_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name in ("private/ab", "broker", "networks", "holiday"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("portal.sqlite3", "portal.sqlite3-wal", "clock.dat", "clockwork.txt", "private/ab/photo.jpg"):
        (tmp_path / name).write_text("x")
    reset.main()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clockwork.txt", "holiday", "networks"]
    assert capsys.readouterr().out == f"已清空 {tmp_path}。运行 make run 会重新装入演示数据。\n"


def test_reset_leaves_a_folder_that_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "log").mkdir()
    (tmp_path / "thesis.docx").write_text("x")
    assert sentence(reset.main).endswith("却有别的文件，没有清空任何东西。")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "thesis.docx"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("DEMO", "0", "这不是演示环境"), ("DATABASE_URL", "postgres://somewhere/portal", "设置了 DATABASE_URL")],
)
def test_reset_is_for_the_demonstration_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv(name, value)
    (tmp_path / "portal.sqlite3").write_text("x")
    assert sentence(reset.main).startswith(said)
    assert (tmp_path / "portal.sqlite3").exists()


def test_reset_waits_until_the_portal_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "portal.sqlite3").write_text("x")
    with held(tmp_path):
        assert "已经在用数据文件夹" in sentence(reset.main)
    assert (tmp_path / "portal.sqlite3").exists()
