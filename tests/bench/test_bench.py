"""The measuring frame: every measure runs at a small size, and the table says what was counted."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from selfexam.bench.registry import Row, all_benches
from selfexam.bench.scratch import no_messages
from selfexam.bench.table import table
from selfexam.jobs.models import Job
from selfexam.management.commands.bench import Command


@pytest.mark.django_db
@pytest.mark.parametrize("name", all_benches())
def test_every_measure_runs_at_a_small_size(name: str) -> None:
    with no_messages():
        rows = replace(all_benches()[name], sizes=(3, 2)).run()
    assert {row.size for row in rows} == {2, 3}
    assert [row.label for row in rows if row.size == 2] == [row.label for row in rows if row.size == 3]


@pytest.mark.django_db
def test_a_job_costs_a_fixed_number_of_queries_however_long_the_queue_is() -> None:
    with no_messages():
        rows = replace(all_benches()["jobs"], sizes=(5, 20)).run()
    counted = {(row.label, row.size): row.queries / row.things for row in rows}
    assert counted[("run", 5)] == counted[("run", 20)] == 6  # three and a transaction with one
    assert counted[("run again what is done", 20)] == 2
    assert Job.objects.count() == 0


def test_the_table_shows_ratios_to_the_first_row_and_to_the_smallest_size() -> None:
    rows = [
        Row("bare", 10, 10, 0.01, 10),
        Row("safe", 10, 10, 0.03, 25),
        Row("bare", 100, 100, 0.2, 100),
        Row("safe", 100, 100, 0.3, 250),
    ]
    assert [line.split() for line in table(rows).splitlines()[1:]] == [
        ["bare", "10", "10", "0.01", "1.00", "1.0", "1.0", "1.0"],
        ["safe", "10", "10", "0.03", "3.00", "2.5", "3.0", "1.0"],
        ["bare", "100", "100", "0.20", "2.00", "1.0", "1.0", "2.0"],
        ["safe", "100", "100", "0.30", "3.00", "2.5", "1.5", "1.0"],
    ]


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CommandError, match=r"没有名为 nothing 的测量。可以测量：.*jobs"):
        call_command(Command(), "nothing")
