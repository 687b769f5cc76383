"""Which measures there are, and the stopwatch they are given. Used by the modules in `measures` and the command."""

import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from time import perf_counter
from typing import Any, TypeAlias

from django.db import connection

from selfexam.bench import measures


@dataclass(frozen=True)
class Row:
    """`things` things done in `seconds` with `queries` statements; the first row of a size is its yardstick."""

    label: str
    size: int
    things: int
    seconds: float
    queries: int

    @property
    def each(self) -> float:
        """Milliseconds a thing."""
        return self.seconds * 1000 / self.things


@dataclass
class Stopwatch:
    """Given to a measure: `with watch("label", things):` adds one row."""

    size: int
    rows: list[Row] = field(default_factory=list)

    @contextmanager
    def __call__(self, label: str, things: int) -> Iterator[None]:
        statements: list[str] = []

        def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            statements.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            start = perf_counter()
            yield
            seconds = perf_counter() - start
        self.rows.append(Row(label, self.size, things, seconds, len(statements)))


Measure: TypeAlias = Callable[[Stopwatch], None]


@dataclass(frozen=True)
class Bench:
    name: str
    sizes: tuple[int, ...]
    measure: Measure
    database: bool

    def run(self) -> list[Row]:
        """Every size once, the smallest first."""
        rows: list[Row] = []
        for size in sorted(self.sizes):
            watch = Stopwatch(size)
            self.measure(watch)
            rows += watch.rows
        return rows


BENCHES: dict[str, Bench] = {}


def bench(name: str, *, sizes: tuple[int, ...], database: bool = True) -> Callable[[Measure], Measure]:
    """Register the decorated measure; `database=False` if it needs no rows."""

    def register(measure: Measure) -> Measure:
        BENCHES[name] = Bench(name, sizes, measure, database)
        return measure

    return register


def all_benches() -> dict[str, Bench]:
    """Every measure by its name, in alphabetical order."""
    for module in pkgutil.iter_modules(measures.__path__):
        import_module(f"{measures.__name__}.{module.name}")
    return dict(sorted(BENCHES.items()))
