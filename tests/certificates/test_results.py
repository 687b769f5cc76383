"""Reading what the ministry answered: every wrong row is named, a wrong file changes nothing."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application
from applications.statuses import Status
from certificates.domain.apply_results import apply_results, register_again
from certificates.domain.make_package import make_package
from certificates.domain.preview_results import preview_results
from certificates.domain.receive_reply import receive_reply
from certificates.domain.sandbox_reply import sandbox_reply
from certificates.models import Certificate, RegistrationPackage, RegistrationReply
from certificates.numbering import certificate_number
from certificates.packages import build_package
from certificates.steps import register_accepted
from certificates.tasks import REGISTER_ACCEPTED
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.jobs.models import Job
from selfexam.spreadsheets import csv_table
from tests.certificates import people

Graduates = Callable[..., list[Application]]
HEADS = ("准考证号", "结果", "证书编号", "说明")


@pytest.fixture
def package(batch: Batch, institute: User, graduates: Graduates) -> RegistrationPackage:
    graduates(3)
    return ready(batch, institute)


def ready(batch: Batch, by: User) -> RegistrationPackage:
    package = make_package(batch, by=by)
    build_package(package.pk)
    package.refresh_from_db()
    return package


def answer(
    package: RegistrationPackage, by: User, *rows: Sequence[str], heads: Sequence[str] = HEADS, name: str = "r.csv"
) -> RegistrationReply:
    return receive_reply(package, csv_table(heads, rows), name, by=by)


def problems(reply: RegistrationReply) -> list[tuple[int, str]]:
    return [(problem.row, problem.sentence) for problem in preview_results(reply).problems]


def number_of(place: int) -> str:
    return f"0118191{place:05d}"


def test_accepted_people_are_registered_and_rejected_ones_go_out_again(
    batch: Batch, institute: User, package: RegistrationPackage
) -> None:
    reply = answer(
        package,
        institute,
        (number_of(1), "成功", "", ""),
        (number_of(2), "失败", "", "照片不一致"),
        (number_of(3), "成功", Certificate.objects.get(admission_number=number_of(3)).number, ""),
    )
    shown = preview_results(reply)
    assert (shown.accepted, len(shown.rejected), shown.unanswered, shown.problems) == (2, 1, 0, [])
    apply_results(reply, by=institute)
    assert register_accepted(reply.pk) == 2
    people = {a.record.admission_number: a for a in Application.objects.select_related("record")}
    assert [people[number_of(n)].status for n in (1, 2, 3)] == [Status.REGISTERED, Status.APPROVED, Status.REGISTERED]
    first = people[number_of(1)]
    assert first.certificate_number == first.certificate.number
    assert (first.record.graduated_on, people[number_of(2)].record.graduated_on) == (batch.graduation_date, None)
    assert first.certificate in Certificate.objects.registered()
    assert people[number_of(2)].certificate not in Certificate.objects.registered()
    assert people[number_of(2)].events.last().note == "照片不一致"
    again = make_package(batch, by=institute)
    kept = people[number_of(2)].certificate.number
    assert [(e.application.record.admission_number, e.application.certificate.number) for e in again.entries.all()] == [
        (number_of(2), kept)
    ]


def test_registering_again_registers_nobody_twice(institute: User, package: RegistrationPackage) -> None:
    reply = answer(package, institute, (number_of(1), "成功", "", ""))
    apply_results(reply, by=institute)
    assert (register_accepted(reply.pk), register_accepted(reply.pk)) == (1, 0)
    person = Application.objects.get(record__admission_number=number_of(1))
    assert [event.action for event in person.events.all()] == ["register"]


def test_who_imported_has_left_and_a_colleague_has_the_rest_registered(
    institute: User, package: RegistrationPackage, run_jobs: Callable[..., list[str]]
) -> None:
    reply = answer(package, institute, (number_of(1), "成功", "", ""))
    apply_results(reply, by=institute)
    reply.refresh_from_db()
    User.objects.filter(pk=institute.pk).update(is_active=False)
    colleague = people.institute(username="colleague")
    with pytest.raises(AlreadyDone, match="正在逐人登记"):
        register_again(reply, by=colleague)
    Job.objects.filter(kind=REGISTER_ACCEPTED).update(state=Job.State.FAILED, finished_at=timezone.now())
    register_again(reply, by=colleague)
    run_jobs()
    person = Application.objects.get(record__admission_number=number_of(1))
    assert (person.status, person.events.get().by) == (Status.REGISTERED, colleague)


def test_the_same_file_applies_once_and_uploading_it_again_finds_the_same_reply(
    institute: User, package: RegistrationPackage
) -> None:
    row = (number_of(1), "成功", "", "")
    reply = answer(package, institute, row)
    apply_results(reply, by=institute)
    with pytest.raises(AlreadyDone):
        apply_results(reply, by=institute)
    assert answer(package, institute, row).pk == reply.pk
    assert RegistrationReply.objects.count() == 1


def test_known_answers_are_left_alone_and_a_file_with_nothing_new_is_not_applied(
    institute: User, package: RegistrationPackage
) -> None:
    apply_results(answer(package, institute, (number_of(1), "成功", "", "")), by=institute)
    later = answer(package, institute, (number_of(1), "成功", "", "又一次"))
    assert (preview_results(later).known, preview_results(later).fresh) == (1, [])
    with pytest.raises(NotAllowed):
        apply_results(later, by=institute)
    later.refresh_from_db()
    assert later.applied_at is None


def test_every_wrong_row_is_named_and_nothing_of_the_file_is_written(
    batch: Batch, institute: User, package: RegistrationPackage, graduates: Graduates
) -> None:
    apply_results(answer(package, institute, (number_of(3), "失败", "", "旧")), by=institute)
    graduates(1, start=50)
    ready(batch, institute)
    person = Application.objects.get(record__admission_number=number_of(1)).record.name
    third = Application.objects.get(record__admission_number=number_of(3)).record.name
    other = Certificate.objects.get(admission_number=number_of(2)).number
    own = Certificate.objects.get(admission_number=number_of(1)).number
    reply = answer(
        package,
        institute,
        (number_of(1), "成功", other, ""),
        (number_of(99), "成功", "", ""),
        (number_of(50), "成功", "", ""),
        ("12345", "成功", "", ""),
        (number_of(2), "也许", "", ""),
        (number_of(3), "成功", "", ""),
        (number_of(1), "失败", "", ""),
        (number_of(2), "成功", "123", ""),
    )
    assert problems(reply) == [
        (2, f"{person}（{number_of(1)}）的证书编号应为 {own}，文件里是 {other}"),
        (3, f"准考证号 {number_of(99)} 不在这一包的名单里"),
        (4, f"准考证号 {number_of(50)} 在第 2 包，不在这一包"),
        (5, "准考证号“12345”不是 12 位数字"),
        (6, "结果“也许”认不出，只能是“成功”或“失败”"),
        (7, f"{third}（{number_of(3)}）以前导入的结果是“注册失败”，与这一行不同"),
        (8, f"准考证号 {number_of(1)} 与第 2 行重复"),
        (9, "证书编号“123”不是 17 位数字"),
    ]
    with pytest.raises(NotAllowed):
        apply_results(reply, by=institute)
    reply.refresh_from_db()
    answered = package.entries.exclude(result="waiting").values_list("result", flat=True)
    assert (reply.applied_at, list(answered)) == (None, ["rejected"])


def test_imported_numbers_come_with_the_results_and_must_fit_the_person(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    Batch.objects.filter(pk=batch.pk).update(numbering=Batch.Numbering.IMPORTED)
    batch.refresh_from_db()
    people = graduates(2)
    package = ready(batch, institute)
    names = [person.record.name for person in people]
    mine, theirs = (certificate_number("5", number_of(n)) for n in (1, 2))
    wrong = answer(package, institute, (number_of(1), "成功", theirs, ""), (number_of(2), "成功", "", ""))
    assert problems(wrong) == [
        (2, f"{names[0]}（{number_of(1)}）的证书编号 {theirs} 与准考证号或层次不符"),
        (3, f"{names[1]}（{number_of(2)}）注册成功，但没有证书编号"),
    ]
    right = answer(package, institute, (number_of(1), "成功", mine, ""), (number_of(2), "失败", "", ""))
    apply_results(right, by=institute)
    register_accepted(right.pk)
    assert list(Certificate.objects.values_list("admission_number", "number", "numbering")) == [
        (number_of(1), mine, "imported")
    ]
    assert package.entries.get(application=people[1]).message == "未注明原因"


def test_a_file_of_another_kind_or_too_large_is_refused_before_it_is_kept(
    institute: User, package: RegistrationPackage, settings: object
) -> None:
    settings.UPLOAD_MAX_BYTES = 10  # type: ignore[attr-defined]
    for data, name in ((b"x", "a.pdf"), (b"", "a.csv"), (b"x" * 11, "a.csv")):
        with pytest.raises(NotAllowed):
            receive_reply(package, data, name, by=institute)
    assert RegistrationReply.objects.count() == 0


def test_the_sandbox_answers_a_package_so_that_it_can_be_read_back(
    institute: User, package: RegistrationPackage, tmp_path: object
) -> None:
    reply = receive_reply(package, sandbox_reply(package, reject=1, by=institute), "sandbox.csv", by=institute)
    shown = preview_results(reply)
    assert (shown.accepted, [line.message for line, _ in shown.rejected], shown.problems) == (
        2,
        ["照片与学信网已有照片不一致（演示）"],
        [],
    )


def test_the_command_writes_the_same_file_and_refuses_what_is_no_package(
    institute: User, package: RegistrationPackage, tmp_path: Path
) -> None:
    zipped, out = tmp_path / "p.zip", tmp_path / "out.csv"
    zipped.write_bytes(package.file.open("rb").read())
    call_command("sandbox_registration", str(zipped), str(out), reject=1, stdout=io.StringIO())
    assert out.read_bytes() == sandbox_reply(package, reject=1, by=institute)
    zipped.write_bytes(b"no zip")
    with pytest.raises(CommandError, match="这不是电子注册数据包"):
        call_command("sandbox_registration", str(zipped), str(out))


def test_outside_the_demonstration_there_is_no_sandbox(
    institute: User, package: RegistrationPackage, settings: object
) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        sandbox_reply(package, reject=0, by=institute)
    with pytest.raises(CommandError):
        call_command("sandbox_registration", "a", "b")
