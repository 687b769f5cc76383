"""The rules under the headings by which the institute reads them. Drawn from CHECKS: a new check needs no line here."""

from dataclasses import dataclass

from applications.photos.checks import CHECKS
from applications.photos.rule import Rule

# CHECKS stand in reading order; each heading begins with the rule named here and goes on to the next heading.
BEGINS = {"format": "文件", "face_count": "构图", "roll": "面部", "background_uniform": "画面"}
_SOURCES = (("notice ", "通知 "), ("national standard", "图像采集规范"))


@dataclass(frozen=True)
class Group:
    title: str
    rules: tuple[Rule, ...]


def rule_groups() -> list[Group]:
    """Every rule exactly once."""
    found: list[tuple[str, list[Rule]]] = []
    for check in CHECKS:
        title = BEGINS.get(check.rule.code)
        if title is not None or not found:
            found.append((title or "其他", []))
        found[-1][1].append(check.rule)
    return [Group(title, tuple(rules)) for title, rules in found]


def spoken_source(rule: Rule) -> str:
    """The clause as staff name it: 通知 一(一)3(2)；图像采集规范 二1."""
    words = "；".join(clause.split(":")[0].strip() for clause in rule.source.split(";"))
    for written, said in _SOURCES:
        words = words.replace(written, said)
    return words
