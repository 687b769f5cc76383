"""Which measures there are, and the stopwatch they are given. Used by the modules in `measures` and the command."""

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from time import perf_counter, process_time
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
    # Printed behind the figures: seconds of processor time, which a busy machine does not lengthen, and what else a
    # measure says.
    note: str = ""
    busy: float = 0.0

    @property
    def busy_each(self) -> float:
        """Milliseconds of processor time a thing, of this process alone."""
        return self.busy * 1000 / self.things

    @property
    def each(self) -> float:
        """Milliseconds a thing."""
        return self.seconds * 1000 / self.things


@dataclass
class Stopwatch:
    """Given to a measure: `with watch("label", things):` adds one row."""

    size: int
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, said: str) -> None:
        """A sentence under the table, for what is no time: memory, shares."""
        self.notes.append(f"{said} (size {self.size})")

    @contextmanager
    def __call__(self, label: str, things: int) -> Iterator[None]:
        statements: list[str] = []

        def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            statements.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            start, busy = perf_counter(), process_time()
            yield
            seconds, busy = perf_counter() - start, process_time() - busy
        self.rows.append(Row(label, self.size, things, seconds, len(statements), f"cpu {busy:.2f} s", busy))

    def remark(self, said: str) -> None:
        """Behind the figures of the last row."""
        self.rows[-1] = replace(self.rows[-1], note=f"{self.rows[-1].note}, {said}")


Measure: TypeAlias = Callable[[Stopwatch], None]


@dataclass(frozen=True)
class Bench:
    name: str
    sizes: tuple[int, ...]
    measure: Measure
    database: bool

    def at(self, sizes: Sequence[int] | None) -> "Bench":
        """The same measure at other sizes; None keeps its own."""
        return replace(self, sizes=tuple(sizes)) if sizes else self

    def run(self, notes: list[str] | None = None) -> list[Row]:
        """Every size once, the smallest first. What a measure says besides is added to `notes`."""
        rows: list[Row] = []
        for size in sorted(self.sizes):
            watch = Stopwatch(size)
            self.measure(watch)
            rows += watch.rows
            if notes is not None:
                notes += watch.notes
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
