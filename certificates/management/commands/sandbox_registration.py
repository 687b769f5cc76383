"""`manage.py sandbox_registration PACKAGE.zip OUT.csv [--reject N]`: answers a package, for the demonstration only."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certificates.exchange.sandbox import NotAPackage, sandbox_results


class Command(BaseCommand):
    help = "演示：为电子注册数据包生成模拟结果文件"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("package", type=Path, help="从本系统下载的 ZIP")
        parser.add_argument("out", type=Path, help="要写的 CSV")
        parser.add_argument("--reject", type=int, default=0, help="前几人注册失败")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("模拟回执只在演示环境提供（DEMO=1）")
        if options["reject"] < 0:
            raise CommandError("--reject 不能是负数")
        try:
            with options["package"].open("rb") as package:
                data = sandbox_results(package, reject=options["reject"])
            options["out"].write_bytes(data)
        except NotAPackage as problem:
            raise CommandError(problem.sentence) from problem
        except OSError as problem:
            raise CommandError(f"文件读写失败：{problem.filename}，请检查路径") from problem
        self.stdout.write(f"已写入 {options['out']}")
