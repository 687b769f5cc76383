"""Judges one photo: opens it, measures it once, asks every check. Called by checking.py and usable from any script.

judge(Path("photo.jpg").read_bytes(), PhotoRules(), networks=Path("var/networks")).verdict
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from applications.photos.checks import CHECKS
from applications.photos.findings import Finding, Severity
from applications.photos.measure import Measures, measure
from applications.photos.networks import load
from applications.photos.opening import Refused, open_picture
from applications.photos.rules import PhotoRules

Verdict = Literal["clean", "warn", "fail"]


@dataclass(frozen=True)
class Judgement:
    """`clean` only says that the machine found nothing: a person still looks at every photo."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    measures: dict[str, Any]
    ms: int

    def to_json(self) -> dict[str, Any]:
        findings = [finding.to_json() for finding in self.findings]
        return {"verdict": self.verdict, "findings": findings, "measures": self.measures, "ms": self.ms}


def judge(
    data: bytes,
    rules: PhotoRules,
    *,
    networks: Path,
    uploaded_bytes: int | None = None,
    taken: datetime | None = None,
) -> Judgement:
    """Never fails on account of `data`; what cannot be opened is a finding. Raises NetworksMissing.

    `uploaded_bytes` and `taken` are the size and the camera's time before metadata was taken off, where that was done.
    """
    began = time.perf_counter()
    loaded = load(networks)
    try:
        opened = open_picture(data)
    except Refused as refusal:
        return unreadable(refusal, began)
    count = len(data) if uploaded_bytes is None else uploaded_bytes
    seen = measure(opened, rules, loaded, uploaded_bytes=count, taken=taken)
    findings = apply_rules(seen, rules)
    return Judgement(verdict_of(findings), findings, seen.to_json(), _since(began))


def unreadable(refusal: Refused, began: float) -> Judgement:
    """What cannot be opened, or not even read: one finding. `began` is of time.perf_counter()."""
    found = Finding("unreadable", Severity.FAIL, "图片能打开", f"{refusal.sentence}。", value=refusal.code)
    return Judgement("fail", (found,), {}, _since(began))


def _since(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)


def apply_rules(seen: Measures, rules: PhotoRules) -> tuple[Finding, ...]:
    """What the rules in force say of the measures; a rule set to "only remind" never fails a photo."""
    findings = (check.run(seen, rules) for check in CHECKS if rules.applies(check.rule.code))
    return tuple(
        replace(found, severity=Severity.WARN)
        if found.severity is Severity.FAIL and found.code in rules.warn_only
        else found
        for found in findings
    )


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    severities = {finding.severity for finding in findings}
    if Severity.FAIL in severities:
        return "fail"
    return "warn" if Severity.WARN in severities else "clean"
