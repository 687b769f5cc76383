"""`manage.py audit`: words and JSON for numbers and batches, one clear sentence for what cannot be found."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from applications.management.commands import audit as command
from applications.statuses import Status
from selfexam.records.domain.graduation import graduate
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("audit", *arguments, stdout=out)
    return out.getvalue()


def test_one_line_of_json_for_every_record_of_a_batch() -> None:
    cast = Cast()
    good, short = (cast.application(Status.SUBMITTED) for _ in range(2))
    short.record.credits.all()[0].delete()
    lines = [json.loads(line) for line in told("--batch", cast.batch.code, "--json").splitlines()]
    verdicts = {line["zkzh"]: line["verdict"] for line in lines}
    assert verdicts[good.record.admission_number] == "pass"
    assert verdicts[short.record.admission_number] == "fail"
    (failed,) = [line for line in lines if line["verdict"] == "fail"]
    assert list(failed) == ["zkzh", "verdict", "credits", "slots", "findings"]
    assert {tuple(finding) for finding in failed["findings"]} == {("code", "severity", "message", "slot")}


def test_words_for_people_name_the_sums_and_the_gap() -> None:
    record = Cast().application().record
    record.credits.all()[0].delete()
    said = told(record.admission_number)
    assert record.admission_number in said
    assert "不满足：缺" in said


def test_a_number_may_be_typed_in_groups_and_full_width() -> None:
    number = Cast().application().record.admission_number
    wide = number.translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    grouped = f"{number[:4]} {number[4:8]} {number[8:]}"
    assert told(wide, "--json") == told(grouped, "--json") == told(number, "--json")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["12"], "准考证号是 12 位数字：12"),
        (["999999999999"], "没有这些准考证号：999999999999"),
        (["--batch", "nowhere"], "没有批次 nowhere"),
        ([], "请写准考证号"),
    ],
)
def test_what_cannot_be_found_is_said(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        told(*arguments)


def test_the_graduation_of_the_batch_itself_stands_against_nobody() -> None:
    cast = Cast()
    graduated = cast.application(Status.APPROVED).record
    graduate(graduated, on=date(2022, 12, 30))
    again = cast.application(Status.SUBMITTED).record
    graduate(again, on=date(2019, 6, 30))
    verdicts = {}
    for line in told("--batch", cast.batch.code, "--json").splitlines():
        verdicts[json.loads(line)["zkzh"]] = json.loads(line)["verdict"]
    assert (verdicts[graduated.admission_number], verdicts[again.admission_number]) == ("pass", "fail")
    assert json.loads(told(graduated.admission_number, "--json"))["verdict"] == "fail"


def test_a_number_of_another_batch_is_not_said_to_be_unknown() -> None:
    cast = Cast()
    elsewhere = Cast().application().record.admission_number
    with pytest.raises(CommandError, match=f"^批次 {cast.batch.code} 中没有这些准考证号：{elsewhere}$"):
        told(elsewhere, "--batch", cast.batch.code)


def test_a_database_without_tables_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> object:
        raise OperationalError("no such table: records_studentrecord")

    monkeypatch.setattr(command, "audits_of", broken)
    with pytest.raises(CommandError, match=r"^连不上数据库，或数据库还没有建好（manage\.py migrate）$"):
        told("019920100051")
