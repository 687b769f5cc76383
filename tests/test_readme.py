"""The README says what is true: its diagram is the workflow, its settings are those that env.py reads."""

import re
from pathlib import Path

from applications.workflow import diagram

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()


def test_the_diagram_is_the_one_of_the_workflow() -> None:
    assert re.findall(r"```mermaid\n(.*?)\n```", README, re.DOTALL) == [diagram()]


def test_every_setting_from_the_environment_stands_in_the_table() -> None:
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "selfexam" / "settings.py").read_text()))
    missing = {name for name in read if f"`{name}`" not in README}
    assert missing == set()


def test_every_picture_and_file_it_names_exists() -> None:
    named = re.findall(r"!\[[^\]]*\]\(([^)]+)\)|`((?:tests|docs|selfexam|applications)/[\w/.]+)`", README)
    assert [path for pair in named for path in pair if path and not (ROOT / path).exists()] == []
