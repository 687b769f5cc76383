"""The extra is optional: pinned apart, wanted by one process only, and its absence is said and never an error."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from applications.idcards import extra
from selfexam import checks
from selfexam.start import supervisor

ROOT = Path(__file__).resolve().parents[3]


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text().splitlines()
    return dict(re.match(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", line).groups() for line in lines if "==" in line)  # type: ignore[union-attr]


def test_the_lock_file_holds_no_opencv_and_contradicts_no_other() -> None:
    ours = pins("requirements-ocr.txt")
    assert [name for name in ours if "opencv" in name or name in ("numpy", "pillow")] == []
    for other in ("requirements.txt", "requirements-dev.txt"):
        shared = pins(other)
        assert {name: version for name, version in ours.items() if shared.get(name, version) != version} == {}


def test_everything_asked_for_is_pinned_with_hashes() -> None:
    wanted = {name.lower(): version for name, version in pins("requirements-ocr.in").items()}
    locked = {name.lower(): version for name, version in pins("requirements-ocr.txt").items()}
    assert wanted.items() <= locked.items()
    text = (ROOT / "requirements-ocr.txt").read_text()
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\w)", text))


def test_no_web_worker_and_no_ordinary_worker_loads_the_recogniser() -> None:
    program = (
        "import sys, selfexam.wsgi, selfexam.celery; selfexam.celery.app.loader.import_default_modules()\n"
        "import selfexam.urls, applications.idcards.checking\n"
        "print([name for name in ('rapidocr', 'onnxruntime') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("choice", "absent", "is_on"),
    [("auto", [], True), ("auto", ["rapidocr"], False), ("on", ["rapidocr"], True), ("off", [], False)],
)
def test_cards_are_read_where_the_extra_is_or_where_it_is_said(
    monkeypatch: pytest.MonkeyPatch, choice: str, absent: list[str], is_on: bool
) -> None:
    monkeypatch.setattr(extra, "missing", lambda: absent)
    assert extra.is_on(choice) is is_on


@pytest.mark.parametrize(
    ("choice", "absent", "starts"),
    [("", [], True), ("", ["rapidocr"], False), ("on", ["rapidocr"], False), ("off", [], False)],
)
def test_a_card_worker_is_started_only_with_the_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, choice: str, absent: list[str], starts: bool
) -> None:
    monkeypatch.setenv("CARD_READING", choice)
    monkeypatch.setattr(extra, "missing", lambda: absent)
    text = supervisor.configuration(tmp_path, 8000)
    assert ("[program:cards]" in text, "--queues cards" in text, ",cards" in text) == (starts, starts, starts)


@pytest.mark.parametrize(
    ("choice", "absent", "said"),
    [
        ("auto", ["rapidocr", "onnxruntime"], "the extra lacks rapidocr, onnxruntime"),
        ("on", ["rapidocr"], "on another machine"),
        ("auto", [], "ID cards are read by rapidocr 3.10.0"),
        ("off", [], "CARD_READING=off"),
    ],
)
def test_the_check_says_what_is_there_or_missing_to_whoever_asks(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, choice: str, absent: list[str], said: str
) -> None:
    settings.CARD_READING = choice
    monkeypatch.setattr(extra, "missing", lambda: absent)
    monkeypatch.setattr(checks, "version", lambda name: {"rapidocr": "3.10.0"}.get(name, "1.32.0"))
    monkeypatch.setattr(checks.sys, "argv", ["manage.py", "check"])
    (found,) = checks.cards_are_read_or_not(None)
    assert (found.id, said in found.msg, found.is_serious()) == ("portal.I006", True, False)
    monkeypatch.setattr(checks.sys, "argv", ["manage.py", "migrate"])
    assert checks.cards_are_read_or_not(None) == []
