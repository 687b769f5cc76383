"""The table that `manage.py bench` prints: per thing, against the yardstick, against the smallest size."""

from collections.abc import Sequence

from selfexam.bench.registry import Row

HEAD = ("", "size", "things", "seconds", "ms each", "queries each", "x first row", "x smallest size", "")


def table(rows: Sequence[Row]) -> str:
    """Aligned columns; labels to the left, figures to the right."""
    lines = [HEAD, *(_cells(row, rows) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    figures = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
    return "  ".join([line[0].ljust(widths[0]), *figures]).rstrip()


def _cells(row: Row, rows: Sequence[Row]) -> tuple[str, ...]:
    yardstick = next(other for other in rows if other.size == row.size)
    smallest = min((other for other in rows if other.label == row.label), key=lambda other: other.size)
    return (
        row.label,
        str(row.size),
        str(row.things),
        f"{row.seconds:.2f}",
        f"{row.each:.2f}",
        f"{row.queries / row.things:.1f}",
        _ratio(row.each, yardstick.each),
        _ratio(row.each, smallest.each),
        row.note,
    )


def _ratio(value: float, base: float) -> str:
    return f"{value / base:.1f}" if base else "-"
