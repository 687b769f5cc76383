"""What a changed rule set makes of one photo against the rules in force: verdicts and rules that differ. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from applications.photos.findings import Finding, Severity
from applications.photos.judge import Verdict, verdict_of

_GRADES: dict[Severity, Verdict] = {Severity.FAIL: "fail", Severity.WARN: "warn"}


@dataclass(frozen=True)
class Change:
    """One rule that says something else now. `measured` is the value with the limit that it met or broke."""

    code: str
    title: str
    was: Verdict
    now: Verdict
    measured: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Outcome:
    was: Verdict
    now: Verdict
    changes: tuple[Change, ...]


def compare(before: Sequence[Finding], after: Sequence[Finding]) -> Outcome:
    """A rule that is switched off counts as clean."""
    old, new = {f.code: f for f in before}, {f.code: f for f in after}
    changes = []
    for code in dict.fromkeys([*old, *new]):
        was, now = _grade(old.get(code)), _grade(new.get(code))
        if was != now:
            told = new.get(code) or old[code]
            changes.append(Change(code, told.title, was, now, told.measured))
    return Outcome(verdict_of(before), verdict_of(after), tuple(changes))


def _grade(finding: Finding | None) -> Verdict:
    return "clean" if finding is None else _GRADES.get(finding.severity, "clean")
