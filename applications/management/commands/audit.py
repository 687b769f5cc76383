"""`manage.py audit 准考证号… [--batch CODE] [--json]`: what the degree audit says, for people or for other programs.

With --json one object a line: {"zkzh", "verdict": "pass|fail|review", "credits", "slots": […], "findings":
[{"code", "severity", "message", "slot"}]}. Exit 0 when every number was found. With --batch, the graduation of that
batch itself does not stand against anybody.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.models import QuerySet

from applications.audit.auditing import Audit
from applications.audit.many import audits_of
from applications.models import Application
from applications.statuses import GRADUATING
from selfexam import typed
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord

VERDICTS = {"pass": "满足", "fail": "不满足", "review": "需要人工核对"}
SEVERITIES = {"blocks": "不满足", "review": "核对", "note": "说明"}


class Command(BaseCommand):
    help = "毕业条件自查：按准考证号，或整个批次"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", metavar="准考证号")
        parser.add_argument("--batch", metavar="CODE", help="这个批次的全部申请")
        parser.add_argument("--json", action="store_true", help="每人一行 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        numbers = list(dict.fromkeys(map(typed.compact, options["numbers"])))
        odd = [number for number in numbers if not re.fullmatch(r"[0-9]{12}", number)]
        if odd:
            raise CommandError(f"准考证号是 12 位数字：{'、'.join(odd)}")
        if not numbers and not options["batch"]:
            raise CommandError("请写准考证号，或用 --batch 指定批次代码")
        code = options["batch"] or ""
        try:
            said = self._say(numbers, code, _line if options["json"] else _words)
        except DatabaseError:
            raise CommandError("连不上数据库，或数据库还没有建好（manage.py migrate）") from None
        missing = [number for number in numbers if number not in said]
        if missing:
            where = f"批次 {code} 中" if code else ""
            raise CommandError(f"{where}没有这些准考证号：{'、'.join(missing)}")

    def _say(self, numbers: list[str], code: str, words: Callable[[Audit], str]) -> set[str]:
        """Writes what the audit says, one after the other; returns the numbers that were found."""
        said = set()
        for record, audit in audits_of(_wanted(numbers, code), graduates=partial(_graduates, code)):
            said.add(record.admission_number)
            self.stdout.write(words(audit))
        return said


def _wanted(numbers: list[str], code: str | None) -> QuerySet[StudentRecord]:
    records = StudentRecord.objects.all()
    if code and not Batch.objects.filter(code=code).exists():
        raise CommandError(f"没有批次 {code}")
    if code:
        records = records.filter(applications__batch__code=code).distinct()
    return records.filter(admission_number__in=numbers) if numbers else records


def _graduates(code: str, records: list[int]) -> set[int]:
    graduating = Application.objects.filter(batch__code=code, record__in=records, status__in=GRADUATING)
    return set(graduating.values_list("record", flat=True))


def _line(audit: Audit) -> str:
    shown = {
        "zkzh": audit.admission_number,
        "verdict": audit.verdict,
        "credits": audit.credits,
        "slots": [asdict(row) for row in (*audit.rows, *audit.surplus)],
        "findings": [finding.to_json() for finding in audit.findings],
    }
    return json.dumps(shown, ensure_ascii=False)


def _words(audit: Audit) -> str:
    sums = f"{audit.courses}/{audit.need_courses} 门，{audit.credits}/{audit.need_credits} 学分"
    lines = [f"{audit.admission_number}  {VERDICTS[audit.verdict]}  {sums}"]
    lines += [f"  {SEVERITIES[finding.severity]}：{finding.message}" for finding in audit.findings]
    return "\n".join(lines)
