"""`manage.py bench [NAME…]`: prints measurements, all of them without a name. Never part of the tests' verdict."""

from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from selfexam.bench.registry import all_benches
from selfexam.bench.scratch import scratch_database
from selfexam.bench.table import table


class Command(BaseCommand):
    help = "测量并打印用时和查询次数；不写名称就全部测量"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME")
        parser.add_argument("--sizes", nargs="+", type=int, metavar="N", help="用这些规模代替默认的两个")

    def handle(self, *args: Any, names: list[str], sizes: list[int] | None = None, **options: Any) -> None:
        known = all_benches()
        unknown = [name for name in names if name not in known]
        if unknown:
            raise CommandError(f"没有名为 {'、'.join(unknown)} 的测量。可以测量：{'、'.join(known)}")
        if sizes and min(sizes) < 1:
            raise CommandError("规模应为正整数")
        chosen = [known[name].at(sizes) for name in names or known]
        with scratch_database() if any(one.database for one in chosen) else nullcontext():
            for one in chosen:
                notes: list[str] = []
                rows = one.run(notes)
                self.stdout.write("\n".join([f"\n{one.name} ({connection.vendor})", table(rows), *notes]))
