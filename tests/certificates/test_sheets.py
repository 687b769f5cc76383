"""From rows to paper: the right people with their own facts, in few queries; what cannot be printed says whose."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Application, Photo
from applications.statuses import Status
from certificates.domain.make_again import set_aside
from certificates.domain.start_run import start_run
from certificates.models import Kind, PrintPart, PrintRun
from certificates.parts import make_part
from certificates.printing.facts import booklet_of, people_of
from certificates.sheets import CannotPrint, print_sheets
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, Course, PlanSlot, Programme, School, SlotCourse
from selfexam.records.models import Credit
from selfexam.typesetting import pages_of
from tests.certificates import people

Graduates = Callable[..., list[Application]]


@pytest.fixture
def registered(graduates: Graduates) -> Graduates:
    return lambda count, **changes: people.register(graduates(count, status=Status.REGISTERED, **changes))


def part_of(run: PrintRun, kind: str) -> PrintPart:
    return run.parts.select_related("run__batch", "school", "programme").get(kind=kind)


def with_courses(programme: Programme, applications: list[Application]) -> None:
    plan = programme.plans.get()
    for position, (code, mark) in enumerate((("00536", 78), ("00037", None)), 1):
        course, _ = Course.objects.get_or_create(code=code, defaults={"name": f"课程{code}"})
        slot = PlanSlot.objects.create(plan=plan, number=f"{position:02d}", position=position)
        SlotCourse.objects.create(slot=slot, course=course, credits=6)
        source = "exam" if mark else "exempt_qualification"
        for application in applications:
            Credit.objects.create(
                record=application.record, course=course, mark=mark, year=2021, month=4, source=source
            )


def test_a_form_carries_the_persons_own_courses_number_and_photo(
    batch: Batch, institute: User, registered: Graduates, programme: Programme
) -> None:
    applications = registered(2)
    with_courses(programme, applications)
    part = part_of(start_run(batch, None, by=institute), Kind.FORM)
    booklet = booklet_of(part, people_of(part))
    first = booklet.people[0]
    assert (booklet.school, booklet.programme, booklet.level, len(booklet.people)) == (
        "示例大学",
        "汉语言文学",
        "本科",
        2,
    )
    assert (first.name, first.admission_number, first.certificate_number) == (
        applications[0].record.name,
        "011819100001",
        applications[0].certificate.number,
    )
    assert [(c.number, c.code, c.credits, c.mark, c.sitting, c.remark) for c in first.courses] == [
        ("01", "00536", "6", "78", "2021-04", ""),
        ("02", "00037", "6", "", "2021-04", "免考（学历）"),
    ]
    assert (first.credits, first.graduation_date_chinese) == ("12", "二〇二二年十二月三十日")
    assert first.photo == applications[0].photos.get().file.open("rb").read()


@pytest.mark.parametrize("kind", Kind.values)
def test_a_part_needs_the_same_queries_for_two_people_and_for_twenty(
    batch: Batch, institute: User, registered: Graduates, programme: Programme, other_school: School, kind: str
) -> None:
    few, many = registered(2), registered(20, start=100, school=other_school)
    with_courses(programme, few + many)
    run = start_run(batch, None, by=institute)
    counts = []
    for part in run.parts.filter(kind=kind).select_related("run__batch").order_by("people"):
        with CaptureQueriesContext(connection) as caught:
            made = booklet_of(part, people_of(part))
        counts.append((len(made.people), len(caught)))
    assert [count for count, _ in counts] == [2, 20]
    assert counts[0][1] == counts[1][1]


def test_lists_read_no_photos_and_survive_a_lost_one_while_the_certificate_names_the_person(
    batch: Batch, institute: User, registered: Graduates
) -> None:
    applications = registered(30)
    lost = Photo.objects.get(application=applications[27])
    lost.file.storage.delete(lost.file.name)
    run = start_run(batch, None, by=institute)
    for kind in (Kind.ROSTER, Kind.SIGN_FOR):
        assert pages_of(print_sheets(part_of(run, kind)).pdf) >= 1
    for kind in (Kind.CERTIFICATE, Kind.FORM):
        with pytest.raises(CannotPrint) as problem:
            print_sheets(part_of(run, kind))
        name = applications[27].record.name
        assert (problem.value.sentence, problem.value.application) == (
            f"{name}：证件照文件读不到或已损坏",
            applications[27],
        )


def test_a_rare_character_stops_only_the_documents_that_print_it(
    batch: Batch, institute: User, registered: Graduates
) -> None:
    Application.objects.filter(pk=registered(2)[0].pk).update(address="𪜀村")
    run = start_run(batch, None, by=institute)
    for part in run.parts.all():
        make_part(part.pk)
    states = dict(run.parts.values_list("kind", "state"))
    assert states == {"certificate": "done", "form": "failed", "roster": "done", "sign_for": "done"}


def test_a_real_run_prints_everybody_else_when_one_name_has_no_glyph(
    batch: Batch, institute: User, registered: Graduates
) -> None:
    odd = registered(3)[1]
    odd.record.name = "田𪜀"
    odd.record.save()
    run = start_run(batch, None, by=institute)
    for part in run.parts.all():
        make_part(part.pk)
    failed = part_of(run, Kind.CERTIFICATE)
    assert (failed.problem, failed.problem_with) == ("田𪜀：打印字体缺少 “𪜀”（U+2A700）", odd)
    set_aside(failed, by=institute)
    for part in run.parts.all():
        make_part(part.pk)
    done = {part.kind: (part.state, part.people, part.pages) for part in run.parts.all()}
    assert done == {
        "certificate": ("done", 2, 2),
        "form": ("done", 2, 8),
        "roster": ("done", 2, 1),
        "sign_for": ("done", 2, 1),
    }
    part = part_of(run, Kind.CERTIFICATE)
    assert pages_of(part.file.open("rb").read()) == part.pages


def test_the_proof_is_a_picture_for_the_institute_and_the_own_school(
    signed_in: Callable[[User], Client], registered: Graduates, institute: User, teacher: User, outsider: User
) -> None:
    person = registered(1)[0]
    address = reverse("certificates:proof", args=[person.certificate.uuid])
    answers = {user.username: signed_in(user).get(address) for user in (institute, teacher, outsider)}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "institute": 200,
        "school": 200,
        "outsider": 404,
    }
    assert answers["school"].content.startswith(b"\x89PNG")
    record = person.record
    record.name = "田𪜀"
    record.save()
    assert signed_in(institute).get(address).status_code == 404
