"""How often each photo rule fails or raises a doubt in a batch: on the first upload, on the last, appealed, passed.

For the institute: a rule that half of all first uploads fail is badly explained or too strict; one that reviewers keep
setting aside is wrong. Counted over the narrow rows (applications/models/photo_result.py), never over stored JSON.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from applications.models import PhotoAppeal, PhotoFinding, PhotoLikeness, PhotoResult
from review.models import PhotoOverride
from selfexam.catalogue.models import Batch, School


@dataclass(frozen=True)
class Share:
    """`number` of `of` photos."""

    number: int
    of: int

    @property
    def percent(self) -> float:
        return round(100 * self.number / self.of, 1) if self.of else 0.0


@dataclass
class RuleRow:
    """One rule; `first` and `last` count photos by severity (fail, warn)."""

    code: str
    title: str
    first: dict[str, Share] = field(default_factory=dict)
    last: dict[str, Share] = field(default_factory=dict)
    appeals: int = 0
    overrides: int = 0


@dataclass(frozen=True)
class Statistics:
    """`candidates` have at least one judged photo; `photos` are all judged uploads."""

    candidates: int
    photos: int
    first: dict[str, Share]
    last: dict[str, Share]
    appeals: int
    overrides: int
    alike: int
    rows: list[RuleRow]


def photo_statistics(batch: Batch, school: School | None) -> Statistics:
    """Ten queries, however many photos."""
    results = PhotoResult.objects.filter(application__batch=batch)
    appeals = PhotoAppeal.objects.filter(application__batch=batch).exclude(answer=PhotoAppeal.Answer.WITHDRAWN)
    overrides = PhotoOverride.objects.filter(application__batch=batch)
    alike = PhotoLikeness.objects.in_force().filter(kind=PhotoLikeness.Kind.OTHER, first__application__batch=batch)
    if school is not None:
        results = results.filter(application__school=school)
        appeals = appeals.filter(application__school=school)
        overrides = overrides.filter(application__school=school)
        alike = alike.filter(Q(first__application__school=school) | Q(second__application__school=school))
    firsts, lasts = _first(results), _last(results)
    first, last = _verdicts(firsts), _verdicts(lasts)
    return Statistics(
        candidates=sum(first.values()),
        photos=results.count(),
        first=_shares(first),
        last=_shares(last),
        appeals=appeals.count(),
        overrides=overrides.count(),
        alike=alike.count(),
        rows=_rows(firsts, lasts, appeals, overrides, sum(first.values())),
    )


def _first(results: "QuerySet[PhotoResult]") -> "QuerySet[PhotoResult]":
    """The first judged upload of each application."""
    earlier = PhotoResult.objects.filter(application=OuterRef("application"))
    return results.filter(~Exists(earlier.filter(_before())))


def _last(results: "QuerySet[PhotoResult]") -> "QuerySet[PhotoResult]":
    later = PhotoResult.objects.filter(application=OuterRef("application"))
    return results.filter(~Exists(later.filter(_after())))


def _before() -> Q:
    return Q(uploaded_at__lt=OuterRef("uploaded_at")) | Q(uploaded_at=OuterRef("uploaded_at"), pk__lt=OuterRef("pk"))


def _after() -> Q:
    return Q(uploaded_at__gt=OuterRef("uploaded_at")) | Q(uploaded_at=OuterRef("uploaded_at"), pk__gt=OuterRef("pk"))


def _verdicts(results: "QuerySet[PhotoResult]") -> dict[str, int]:
    return dict(results.order_by().values_list("verdict").annotate(n=Count("pk")))


def _shares(verdicts: dict[str, int]) -> dict[str, Share]:
    whole = sum(verdicts.values())
    return {verdict: Share(verdicts.get(verdict, 0), whole) for verdict in ("fail", "warn", "clean")}


def _rows(
    firsts: "QuerySet[PhotoResult]",
    lasts: "QuerySet[PhotoResult]",
    appeals: "QuerySet[PhotoAppeal]",
    overrides: "QuerySet[PhotoOverride]",
    whole: int,
) -> list[RuleRow]:
    """The rule that fails most first uploads on top."""
    table: dict[str, RuleRow] = {}
    for end, results in (("first", firsts), ("last", lasts)):
        for code, title, severity, number in _by_rule(results):
            row = table.setdefault(code, RuleRow(code, title))
            getattr(row, end)[severity] = Share(number, whole)
    for code, number in _failing(Q(result__appeal__in=appeals)):
        table.setdefault(code, RuleRow(code, code)).appeals = number
    for code, number in _failing(Q(result__override__in=overrides)):
        table.setdefault(code, RuleRow(code, code)).overrides = number
    nothing = Share(0, whole)
    for row in table.values():
        for shares in (row.first, row.last):
            shares.setdefault("fail", nothing)
            shares.setdefault("warn", nothing)
    return sorted(table.values(), key=lambda row: (-row.first["fail"].number, -row.first["warn"].number, row.code))


def _failing(judged: Q) -> Iterator[tuple[str, int]]:
    rows = PhotoFinding.objects.filter(judged, severity="fail").order_by()
    yield from rows.values_list("code").annotate(n=Count("pk"))


def _by_rule(results: "QuerySet[PhotoResult]") -> Iterator[tuple[str, str, str, int]]:
    rows = PhotoFinding.objects.filter(result__in=results).order_by()
    yield from (
        rows.values_list("code", "severity")
        .annotate(n=Count("pk"), word=Max("title"))
        .values_list("code", "word", "severity", "n")
    )
