"""`manage.py photocheck FILE… [--json] [--rules CODE]`: what the photo check says, for people or for other programs.

With --json one object a line: {"file", "verdict": "fail|warn|clean", "findings": [{"code", "severity", "value",
"limit", "unit", "message", "box"}], "measures": {…}, "ms"}. A file that cannot be read is a finding. Exit 0 when every
file was judged. Needs no database, except for --rules, which takes the rules of that batch.
"""

import json
import os
import time
import warnings
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from applications.photos.findings import Finding, Severity
from applications.photos.judge import Judgement, judge, unreadable
from applications.photos.networks import NetworksMissing, load
from applications.photos.reading import read_photo
from applications.photos.refusals import Refused
from applications.photos.rules import PhotoRules

VERDICTS = {"clean": "没有发现问题", "warn": "有疑点", "fail": "不合格"}
SEVERITIES = {Severity.FAIL: "不合格", Severity.WARN: "疑点", Severity.ADVICE: "建议", Severity.NOTE: "说明"}
KEYS = ("code", "severity", "value", "limit", "unit", "message", "box")


class Command(BaseCommand):
    help = "检查证件照文件；没有数据库也能运行"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="每个文件一行 JSON")
        parser.add_argument("--rules", metavar="CODE", help="用这个批次的照片规则；不写就用通知的规则")

    def handle(self, *args: Any, **options: Any) -> None:
        # What Pillow thinks of broken EXIF is told by the findings, not between them.
        warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
        try:
            load(settings.PHOTO_NETWORKS)
        except NetworksMissing as error:
            raise CommandError(f"照片检查缺少网络文件。{error}") from None
        rules = _rules_of(options["rules"]) if options["rules"] else PhotoRules()
        for name in options["files"]:
            judgement = _judged(Path(name), rules)
            # A name in another encoding is shown with marks in place of what cannot be read.
            shown = os.fsencode(name).decode("utf-8", "replace")
            self.stdout.write(_line(shown, judgement) if options["json"] else _words(shown, judgement))


def _rules_of(code: str) -> PhotoRules:
    from selfexam.catalogue.models import Batch

    try:
        batch = Batch.objects.filter(code=code).first()
    except DatabaseError:
        raise CommandError("连不上数据库，无法取得批次的照片规则。不写 --rules 可以按通知的规则检查。") from None
    if batch is None:
        raise CommandError(f"没有批次 {code}")
    return PhotoRules.from_json(batch.photo_rules)


def _judged(path: Path, rules: PhotoRules) -> Judgement:
    began = time.perf_counter()
    try:
        data = read_photo(path)
    except Refused as refusal:
        return unreadable(refusal, began)
    return judge(data, rules, networks=settings.PHOTO_NETWORKS)


def _line(name: str, judgement: Judgement) -> str:
    findings = [{key: told[key] for key in KEYS} for told in (f.to_json() for f in judgement.findings)]
    shown = judgement.to_json() | {"findings": findings}
    return json.dumps({"file": name} | shown, ensure_ascii=False, allow_nan=False)


def _words(name: str, judgement: Judgement) -> str:
    lines = [f"{name}  {VERDICTS[judgement.verdict]}（{judgement.ms} 毫秒）"]
    lines += [_spoken(found) for severity in SEVERITIES for found in judgement.findings if found.severity is severity]
    passed = [found.title for found in judgement.findings if found.severity is Severity.OK]
    return "\n".join([*lines, f"  通过 {len(passed)} 项：{'、'.join(passed)}"] if passed else lines)


def _spoken(found: Finding) -> str:
    measured = f"（{found.measured}）" if found.measured else ""
    return f"  {SEVERITIES[found.severity]}  {found.title}：{found.message}{found.advice}{measured}"
