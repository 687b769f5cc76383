"""`manage.py photocheck`: for people and for programs, whatever is named."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from applications.photos import reading
from selfexam.catalogue.models import Batch
from tests.applications.photos.conftest import drawn
from tests.applications.photos.hostile import with_exif
from tests.factories.catalogue import BatchFactory

ROOT = Path(__file__).resolve().parents[3]
KEYS = ["code", "severity", "value", "limit", "unit", "message", "box"]


@pytest.fixture
def checked(networks: Path, settings: object) -> Callable[..., str]:
    settings.PHOTO_NETWORKS = networks  # type: ignore[attr-defined]

    def run(*arguments: str) -> str:
        out = StringIO()
        call_command("photocheck", *arguments, stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "照片 1.jpg"
    path.write_bytes(drawn())
    return path


def test_broken_exif_is_nobodys_warning(
    checked: Callable[..., str], tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(with_exif(1))
    assert json.loads(checked("--json", str(broken)))["verdict"] == "clean"
    assert list(recwarn) == []


def test_one_json_object_a_file_a_line(checked: Callable[..., str], photo: Path, tmp_path: Path) -> None:
    bad = tmp_path / "two.jpg"
    bad.write_bytes(drawn(defect="two_faces"))
    lines = [json.loads(line) for line in checked("--json", str(photo), str(bad)).splitlines()]
    assert [line["file"] for line in lines] == [str(photo), str(bad)]
    assert [line["verdict"] for line in lines] == ["clean", "fail"]
    for line in lines:
        assert sorted(line) == ["file", "findings", "measures", "ms", "verdict"]
        assert all(list(found) == KEYS for found in line["findings"])
        assert line["measures"]["picture"]["edge_blur"] > 0


def test_for_people_it_is_a_list_with_the_gravest_first(checked: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(drawn(defect="small_file"))
    first, second, *rest = checked(str(path)).splitlines()
    assert first.startswith(f"{path}  不合格（")
    assert second.startswith("  不合格  文件大小：")
    assert rest[-1].startswith("  通过 ")


def named(kind: str, folder: Path) -> Path:
    path = folder / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "empty":
        path.touch()
    elif kind == "huge":
        path.touch()
        os.truncate(path, 10 * 1024**3)
    elif kind == "hostile":
        path.write_bytes(b"GIF89a" + b"\x00" * 60)
    elif kind == "link to nothing":
        path.symlink_to(folder / "nowhere")
    return path


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("missing", "missing"),
        ("folder", "not_a_file"),
        ("pipe", "not_a_file"),
        ("empty", "empty"),
        ("huge", "too_large"),
        ("hostile", "not_a_picture"),
        ("link to nothing", "missing"),
        ("x" * 300, "missing"),
    ],
)
def test_what_cannot_be_read_is_a_finding_and_the_rest_is_judged(
    checked: Callable[..., str], photo: Path, tmp_path: Path, kind: str, code: str
) -> None:
    bad, good = map(json.loads, checked("--json", str(named(kind, tmp_path)), str(photo)).splitlines())
    assert [(found["code"], found["value"]) for found in bad["findings"]] == [("unreadable", code)]
    assert (bad["verdict"], bad["measures"], good["verdict"]) == ("fail", {}, "clean")


def test_a_file_without_permission_is_a_finding(
    checked: Callable[..., str], photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(reading.os, "open", refuse)
    (found,) = json.loads(checked("--json", str(photo)))["findings"]
    assert (found["code"], found["value"]) == ("unreadable", "forbidden")


@pytest.mark.django_db
def test_the_rules_are_those_of_the_batch(checked: Callable[..., str], photo: Path) -> None:
    batch = BatchFactory(photo_rules={"least_bytes": 400_000, "off": ["age"]})
    told = json.loads(checked("--json", "--rules", batch.code, str(photo)))
    assert {f["code"]: f["severity"] for f in told["findings"]}["bytes"] == "fail"
    assert "age" not in {f["code"] for f in told["findings"]}


@pytest.mark.django_db
def test_an_unknown_batch_ends_with_a_sentence_and_an_unknown_rule_is_passed_over(
    checked: Callable[..., str], photo: Path
) -> None:
    with pytest.raises(CommandError, match="没有批次 nobody"):
        checked("--rules", "nobody", str(photo))
    batch = BatchFactory()
    Batch.objects.filter(pk=batch.pk).update(photo_rules={"hight": 3})
    # What an earlier version of the rules left behind is passed over, as on the pages.
    assert "unreadable" not in checked("--rules", batch.code, str(photo))


def run_alone(networks: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """With a database that nobody answers for."""
    environment = os.environ | {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "PHOTO_NETWORKS": str(networks),
        "DJANGO_SETTINGS_MODULE": "selfexam.settings",
    }
    command = [sys.executable, "manage.py", "photocheck", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_it_runs_without_a_database(networks: Path, photo: Path) -> None:
    run = run_alone(networks, "--json", str(photo), "/nowhere/at/all.jpg")
    assert (run.returncode, run.stderr) == (0, "")
    assert [json.loads(line)["verdict"] for line in run.stdout.splitlines()] == ["clean", "fail"]


def test_without_a_database_the_rules_of_a_batch_end_with_a_sentence(networks: Path, photo: Path) -> None:
    run = run_alone(networks, "--rules", "any", str(photo))
    assert run.returncode != 0
    assert (len(run.stderr.splitlines()), "连不上数据库" in run.stderr) == (1, True)


def test_missing_networks_end_with_a_sentence(tmp_path: Path, photo: Path) -> None:
    run = run_alone(tmp_path, str(photo))
    assert run.returncode != 0
    assert (len(run.stderr.splitlines()), "缺少网络文件" in run.stderr) == (1, True)
