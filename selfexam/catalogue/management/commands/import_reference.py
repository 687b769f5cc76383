"""`manage.py import_reference FILES… [--dry-run]`: schools, programmes, plans, batches, records and credits from tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from selfexam.catalogue.importing.run import files_in, import_files


class Command(BaseCommand):
    help = "导入学校、专业、考试计划、批次、考籍、成绩等表格（.xlsx 或 .csv），全部成功才写入"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, **options: Any) -> None:
        outcomes = import_files(files_in(paths), dry_run=dry_run)
        problems = [problem for outcome in outcomes for problem in outcome.problems]
        for outcome in outcomes:
            if not outcome.problems:
                done = f"新增 {outcome.added}，修改 {outcome.changed}，不变 {outcome.unchanged}"
                self.stdout.write(f"{outcome.file}：{outcome.rows} 行，{done}")
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"有 {len(problems)} 处需要改正，没有写入任何数据")
        if dry_run:
            self.stdout.write("只做了检查，没有写入")
