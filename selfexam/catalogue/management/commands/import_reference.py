"""`manage.py import_reference FILES… [--dry-run]`: reference data, records and credits from tables, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.run import files_in, import_files
from selfexam.catalogue.importing.writing import MOST_CHANGES_TOLD


class Command(BaseCommand):
    help = "导入学校、专业、考试计划、批次、考籍、成绩等表格（.xlsx 或 .csv），全部成功才写入"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只检查并列出会有的改动，不写入")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, **options: Any) -> None:
        files = files_in(paths)
        if not files:
            raise CommandError("文件夹里没有 .xlsx 或 .csv 文件")
        outcomes = import_files(files, dry_run=dry_run)
        problems = [problem for outcome in outcomes for problem in outcome.problems]
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"有 {len(problems)} 处需要改正，没有写入任何数据")
        for outcome in outcomes:
            self._tell(outcome)
        if dry_run:
            self.stdout.write("只做了检查，没有写入")

    def _tell(self, outcome: Outcome) -> None:
        done = f"新增 {outcome.added}，修改 {outcome.changed}，不变 {outcome.unchanged}"
        self.stdout.write(f"{outcome.file}（{outcome.kind}）：{outcome.rows} 行，{done}")
        for change in outcome.changes[:MOST_CHANGES_TOLD]:
            self.stdout.write(f"  {change}")
        if len(outcome.changes) > MOST_CHANGES_TOLD:
            self.stdout.write(f"  其余 {len(outcome.changes) - MOST_CHANGES_TOLD} 处改动略")
