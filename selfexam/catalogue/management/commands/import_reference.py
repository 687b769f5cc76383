"""`manage.py import_reference FILES… [--dry-run]`: reference data, records and credits from tables, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.run import files_in, import_files

MOST_CHANGES_TOLD = 20
# Shorter tables are done before anybody wonders.
LONG = 20_000


class Command(BaseCommand):
    help = "导入学校、专业、考试计划、批次、考籍、成绩等表格（.xlsx、.csv 或 .dbf），全部成功才写入"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只检查并列出会有的改动，不写入")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, **options: Any) -> None:
        files = files_in(paths)
        if not files:
            raise CommandError("文件夹里没有 .xlsx、.csv 或 .dbf 文件")
        try:
            outcomes = import_files(files, dry_run=dry_run, progress=self._progress)
        except (OperationalError, ProgrammingError):
            raise CommandError("连不上数据库，或数据库还没有建好（manage.py migrate），没有写入任何数据") from None
        problems = [problem for outcome in outcomes for problem in outcome.problems]
        for problem in problems:
            self.stderr.write(str(problem))
        for outcome in outcomes:
            if outcome.echoes:
                self.stderr.write(
                    f"{outcome.file}：另有 {outcome.echoes:,} 行引用的内容可能在前面有错误的表里，改正后再查"
                )
        if problems:
            count = len(problems) + sum(outcome.unlisted for outcome in outcomes)
            raise CommandError(f"有 {count} 处需要改正，没有写入任何数据")
        for outcome in outcomes:
            self._tell(outcome)
        if dry_run:
            self.stdout.write("只做了检查，没有写入")

    def _progress(self, file: str, done: int, total: int) -> None:
        if total >= LONG and (done % LONG < 2000 or done == total):
            self.stderr.write(f"{file}：{done:,} / {total:,} 行")

    def _tell(self, outcome: Outcome) -> None:
        done = f"新增 {outcome.added}，修改 {outcome.changed}，不变 {outcome.unchanged}"
        self.stdout.write(f"{outcome.file}（{outcome.kind}）：{outcome.rows} 行，{done}")
        for change in outcome.changes[:MOST_CHANGES_TOLD]:
            self.stdout.write(f"  {change}")
        for doubt in outcome.doubts:
            self.stdout.write(f"  请核对：{doubt}")
        if outcome.changed > MOST_CHANGES_TOLD:
            self.stdout.write(f"  其余 {outcome.changed - MOST_CHANGES_TOLD} 处改动略")
        for warning in outcome.warnings:
            self.stdout.write(f"  请核对：{warning}")
        if outcome.missing:
            self.stdout.write(f"  数据库中有、文件中没有：{outcome.missing:,} 条（不会删除）")
            for row in outcome.missing_told:
                self.stdout.write(f"    {row}")
