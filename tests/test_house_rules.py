"""Rules of the house that no tool checks: who writes status, how long files are, what templates may hold."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("selfexam", "applications", "review", "certificates")
MOST_LINES = 300


def sources(*suffixes: str) -> list[Path]:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\n")
    names = [name for name in tracked if name] or [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file()]
    return [ROOT / name for name in names if name.endswith(suffixes) and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [p for p in sources(".py") if p.relative_to(ROOT).parts[0] in PACKAGES and "migrations" not in p.parts]


def test_no_source_file_is_longer_than_the_alarm() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in [*python_files(), *sources(".html", ".js")]
        if (n := len(p.read_text().splitlines())) > MOST_LINES
    }
    assert long == {}


def test_every_module_says_what_it_decides() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in python_files()
        if p.name not in ("__init__.py", "apps.py") and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert silent == []


def writes_status(node: ast.AST) -> bool:
    """An `.update(status=…)` on anything, or an assignment to an attribute named status."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("update", "bulk_update")
    ):
        return any(keyword.arg == "status" for keyword in node.keywords)
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Attribute) and t.attr == "status" for t in node.targets)
    return False


def test_only_lifecycle_writes_the_status_of_an_application() -> None:
    writers = {
        str(p.relative_to(ROOT))
        for p in python_files()
        if any(writes_status(node) for node in ast.walk(ast.parse(p.read_text())))
    }
    assert writers == {"applications/domain/lifecycle.py"}


@pytest.mark.parametrize("folder", ["utils", "core", "common", "helpers", "misc"])
def test_no_room_is_named_after_nothing(folder: str) -> None:
    assert [p for p in sources(".py", ".html", ".js") if folder in (p.stem, *p.relative_to(ROOT).parts)] == []


def test_templates_hold_no_inline_style_or_script() -> None:
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=[\"']|javascript:")
    found = {str(p.relative_to(ROOT)) for p in sources(".html") if inline.search(p.read_text())}
    assert found == set()


def test_no_page_loads_a_file_from_another_host() -> None:
    foreign = re.compile(r"(?:src|href)=[\"'](?:https?:)?//|url\([\"']?https?:|@import")
    found = {str(p.relative_to(ROOT)) for p in sources(".html", ".css", ".js") if foreign.search(p.read_text())}
    assert found == set()


def test_every_form_that_posts_carries_its_token() -> None:
    forms = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
    bare = [
        str(page.relative_to(ROOT))
        for page in sources(".html")
        for form in forms.findall(page.read_text())
        if "csrf_token" not in form
    ]
    assert bare == []


def test_history_is_never_written_by_hand() -> None:
    """Event rows come from lifecycle.py and history.py only."""
    makers = {
        str(p.relative_to(ROOT))
        for p in python_files()
        if re.search(r"\bEvent\.objects\.(create|bulk_create)", p.read_text())
    }
    assert makers == {"applications/domain/lifecycle.py", "applications/domain/history.py"}


def test_the_repository_names_no_machine_path_and_no_registry() -> None:
    """Documents and code speak of the software alone."""
    words = re.compile(
        "|".join(["/wo" + "rk/", "/ro" + "ot/", "pypi\\.o" + "rg", "npmjs\\.o" + "rg", "file" + "s\\.pythonhosted"])
    )
    found = {
        str(p.relative_to(ROOT))
        for p in sources(".py", ".md", ".html", ".toml", ".txt", ".in", "Makefile", "run")
        if words.search(p.read_text(errors="ignore"))
    }
    assert found == set()
