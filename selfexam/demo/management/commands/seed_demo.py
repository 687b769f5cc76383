"""`manage.py seed_demo [--if-empty]`: the demonstration's files through the importer, its people through the domain."""

from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from applications.photos.rules import PhotoRules
from applications.tasks import CHECK_PHOTO, LOOK_AT_CARD
from selfexam.catalogue.domain.change_photo_rules import rules_in_force
from selfexam.catalogue.importing.run import files_in, import_files
from selfexam.catalogue.models import Batch, School
from selfexam.celery import app
from selfexam.demo import ahead
from selfexam.demo.scenario import Scenario
from selfexam.jobs.queue import postponing

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "装入演示数据：两所学校、一批虚构考生，每种状态至少一份申请"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="数据库里已有学校时什么也不做")

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("这不是演示环境（DEMO=0），不能装入演示数据")
        try:
            is_filled = School.objects.exists()
        except (OperationalError, ProgrammingError):
            raise CommandError("连不上数据库，或数据库还没有建好（manage.py migrate），没有装入演示数据") from None
        if is_filled:
            if if_empty:
                return
            raise CommandError("数据库里已有数据，不能再装入演示数据；要从头开始，请运行 make reset-demo")
        outcomes = import_files(files_in([DATA]))
        problems = [str(problem) for outcome in outcomes for problem in outcome.problems]
        if problems:
            raise CommandError("\n".join(problems))
        # Nobody else works yet: photo checks, packages and prints are done here, as they come up.
        eager = app.conf.task_always_eager
        app.conf.task_always_eager = True
        try:
            # Looking at card images decides nothing: the worker catches up with it after the first page. So it does
            # with photos: they are judged as they are handed in, and compared with each other later.
            helping = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
            with postponing(LOOK_AT_CARD, CHECK_PHOTO), helping as pool:
                rules = PhotoRules.from_json(rules_in_force(Batch.objects.get(code="demo-now")).rules)
                ahead.begin(range(1, 50), rules, Path(settings.PHOTO_NETWORKS), pool)
                Scenario.prepare().play()
                pool.shutdown(cancel_futures=True)
        finally:
            app.conf.task_always_eager = eager
            ahead.forget()
        if options["verbosity"]:
            self.stdout.write("演示数据已装入")
