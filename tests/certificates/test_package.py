"""What stands in a registration package, who is in it, and that making it twice changes nothing."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from python_calamine import load_workbook

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application
from applications.statuses import Status
from certificates.domain.make_package import build_again, make_package
from certificates.exchange.columns import COLUMNS, TooLong, cells
from certificates.models import Certificate, RegistrationEntry, RegistrationPackage
from certificates.packages import build_package, registrant_of
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.spreadsheets import csv_table, xlsx_table

Graduates = Callable[..., list[Application]]


def made(batch: Batch, by: User) -> RegistrationPackage:
    package = make_package(batch, by=by)
    build_package(package.pk)
    package.refresh_from_db()
    return package


def opened(package: RegistrationPackage) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package.file.open("rb").read()))


def test_a_package_holds_both_tables_the_photos_a_note_and_the_sums(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    people = graduates(3)
    archive = opened(made(batch, institute))
    numbers = [person.record.admission_number for person in people]
    assert archive.namelist() == [
        "registration-2022H2-01.xlsx",
        "registration-2022H2-01.csv",
        *(f"photos/{number}.jpg" for number in numbers),
        "说明.txt",
        "SHA256SUMS.txt",
    ]
    photo = people[0].photos.get()
    assert archive.read(f"photos/{numbers[0]}.jpg") == photo.file.open("rb").read()


def test_every_listed_sum_is_the_sum_of_its_file_and_the_row_keeps_the_sum_of_the_whole(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    graduates(2)
    package = made(batch, institute)
    archive = opened(package)
    listed = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS.txt").decode().splitlines())
    assert listed == {
        name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != "SHA256SUMS.txt"
    }
    data = package.file.open("rb").read()
    assert (package.sha256, package.bytes) == (hashlib.sha256(data).hexdigest(), len(data))


def test_both_tables_say_the_same_and_codes_keep_their_leading_zeros(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    graduates(2)
    archive = opened(made(batch, institute))
    raw = archive.read("registration-2022H2-01.csv")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(archive.read("registration-2022H2-01.xlsx"))).get_sheet_by_index(0).to_python()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert sheet == rows
    assert rows[0] == [column.code for column in COLUMNS]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert {k: first[k] for k in ("ZKZH", "XBDM", "MZDM", "ZYDM", "CCDM", "BYRQ", "ZPWJ")} == {
        "ZKZH": "011819100001",
        "XBDM": "2",
        "MZDM": "01",
        "ZYDM": "050101",
        "CCDM": "5",
        "BYRQ": "20221230",
        "ZPWJ": "011819100001.jpg",
    }


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    evil = "=HYPERLINK(1)"
    sheet = xlsx_table([("一", ("甲",), [(evil,)])])
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(sheet)).read("xl/worksheets/sheet1.xml")
    assert load_workbook(io.BytesIO(sheet)).get_sheet_by_index(0).to_python() == [["甲"], [evil]]
    assert csv_table(("甲",), [(evil,), ("@x",), ("普通",)]).decode("utf-8-sig").split("\r\n")[1:-1] == [
        f"'{evil}",
        "'@x",
        "普通",
    ]


def test_a_value_that_does_not_fit_its_column_is_named_and_never_cut(graduates: Graduates) -> None:
    person = graduates(1)[0]
    person.prior_school = "长" * 61
    with pytest.raises(TooLong) as refusal:
        cells(registrant_of(person, "", ""))
    assert refusal.value.sentence == f"{person.record.name}（011819100001）的前置学历毕业院校超过 60 个字，请先更正"


def test_only_approved_people_who_wait_in_no_other_package_go_out(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    approved = graduates(2)
    graduates(1, start=20, status=Status.PAID)
    graduates(1, start=30, status=Status.REGISTERED)
    package = make_package(batch, by=institute)
    assert [entry.application for entry in package.entries.all()] == approved
    with pytest.raises(NotAllowed):
        make_package(batch, by=institute)
    late = graduates(1, start=40)
    second = make_package(batch, by=institute)
    assert (second.sequence, [entry.application for entry in second.entries.all()]) == (2, late)


def test_a_person_cannot_wait_in_two_packages_even_by_hand(batch: Batch, institute: User, graduates: Graduates) -> None:
    person = graduates(1)[0]
    make_package(batch, by=institute)
    other = RegistrationPackage.objects.create(batch=batch, sequence=9, rows=1, made_by=institute)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationEntry.objects.create(package=other, application=person, position=1)


def test_numbers_are_given_with_the_package_and_none_comes_twice(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    people = graduates(4)
    make_package(batch, by=institute)
    rows = Certificate.objects.order_by("admission_number")
    assert [row.application for row in rows] == people
    assert len({row.number for row in rows}) == 4
    assert all(row.number.startswith(f"6550{row.admission_number}") for row in rows)
    assert {row.numbering for row in rows} == {"demonstration"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=rows[0].pk).update(number=rows[1].number)


def test_a_batch_with_imported_numbers_leaves_them_empty(batch: Batch, institute: User, graduates: Graduates) -> None:
    Batch.objects.filter(pk=batch.pk).update(numbering=Batch.Numbering.IMPORTED)
    batch.refresh_from_db()
    graduates(1)
    archive = opened(made(batch, institute))
    rows = list(csv.DictReader(io.StringIO(archive.read("registration-2022H2-01.csv").decode("utf-8-sig"))))
    assert ([row["ZSBH"] for row in rows], Certificate.objects.count()) == ([""], 0)


def test_building_twice_gives_one_file_and_the_same_sum(
    batch: Batch, institute: User, graduates: Graduates, private_root: Path
) -> None:
    graduates(2)
    package = made(batch, institute)
    build_package(package.pk)
    RegistrationPackage.objects.filter(pk=package.pk).update(state="building", file="", ready_at=None)
    build_package(package.pk)
    again = RegistrationPackage.objects.get(pk=package.pk)
    assert (again.sha256, again.file.name) == (package.sha256, package.file.name)
    assert len([p for p in (private_root / "registration").rglob("*") if p.is_file()]) == 1


def test_people_without_a_photo_are_named_before_anything_is_made(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    graduates(1)
    graduates(1, start=5, name="陶然", photo=False)
    with pytest.raises(NotAllowed) as refusal:
        make_package(batch, by=institute)
    assert refusal.value.sentence == "陶然（011819100005）没有证件照，请先联系主考学校补齐"
    assert RegistrationPackage.objects.count() == 0


def test_a_lost_photo_file_fails_the_package_with_a_sentence_and_it_can_be_made_again(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    photo = graduates(1)[0].photos.get()
    data = photo.file.open("rb").read()
    photo.file.storage.delete(photo.file.name)
    package = made(batch, institute)
    assert (package.state, package.problem[:20]) == ("failed", f"{photo.application.record.name}（011819100001）的证件")
    photo.file.storage.save(photo.file.name, io.BytesIO(data))
    build_again(package, by=institute)
    build_package(package.pk)
    package.refresh_from_db()
    assert package.state == "ready"
    with pytest.raises(AlreadyDone):
        build_again(package, by=institute)


def test_a_school_cannot_make_a_package(batch: Batch, teacher: User, graduates: Graduates) -> None:
    graduates(1)
    with pytest.raises(NotAllowed):
        make_package(batch, by=teacher)
