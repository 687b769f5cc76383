"""dBASE tables of older systems: encodings, deleted records, and files that are none."""

from pathlib import Path

import pytest

from selfexam.catalogue.importing.problems import BadFile
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.importing.tables import Table
from tests.catalogue.dbf_files import dbf_file

FIELDS = (("课程代码", "C", 8), ("名称", "C", 20), ("学分", "N", 6), ("日期", "D", 8), ("有", "L", 1))
ROWS = (("00037", "美学", "  6.00", "20221009", "T"), ("00163", "管理心理学", "  5", "", " "))


def one(path: Path) -> Table:
    (table,) = read_tables(path)
    return table


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_table_is_read_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    fields = [(name[:3] if encoding == "utf-8" else name, kind, length) for name, kind, length in FIELDS]
    table = one(dbf_file(tmp_path / "a.dbf", fields, ROWS, encoding=encoding))
    assert [tuple(row.cells.values()) for row in table.rows] == [
        ("00037", "美学", "6", "2022-10-09", "是"),
        ("00163", "管理心理学", "5", "", ""),
    ]


def test_deleted_records_are_left_out_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    table = one(dbf_file(tmp_path / "a.dbf", FIELDS, ROWS, deleted=[0]))
    assert [(row.number, row.text("课程代码")) for row in table.rows] == [(3, "00163")]


def test_a_table_cut_short_anywhere_is_told_in_one_sentence(tmp_path: Path) -> None:
    whole = dbf_file(tmp_path / "whole.dbf", FIELDS, ROWS).read_bytes()
    for length in range(0, len(whole) - 2, 7):
        (tmp_path / "a.dbf").write_bytes(whole[:length])
        with pytest.raises(BadFile) as bad:
            read_tables(tmp_path / "a.dbf")
        assert str(bad.value) == "打不开这个 DBF 文件，请重新导出"


def test_an_encoding_that_is_neither_is_told(tmp_path: Path) -> None:
    path = dbf_file(tmp_path / "a.dbf", FIELDS, ROWS)
    path.write_bytes(path.read_bytes().replace("美学".encode("gb18030"), b"\xff\xff\xff\xff"))
    with pytest.raises(BadFile, match="文字编码不是 UTF-8 也不是 GB18030"):
        read_tables(path)


def test_a_kind_of_field_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="打不开这个 DBF 文件"):
        read_tables(dbf_file(tmp_path / "a.dbf", [("MEMO", "M", 10)], [["1"]]))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("next_cell", ["00037", "A0037"])
def test_a_field_too_narrow_for_its_last_character_is_named_and_not_the_encoding(
    tmp_path: Path, encoding: str, next_cell: str
) -> None:
    fields = [("名", "C", 7), ("课程", "C", 5)]
    table = one(dbf_file(tmp_path / "a.dbf", fields, [("现代汉语", next_cell), ("美学", "00038")], encoding=encoding))
    assert [str(problem) for problem in table.problems] == [
        "a.dbf 第 2 行，名：最后一个字不完整，字段的宽度不够，请加宽字段后重新导出"
    ]
    assert [row.text("课程") for row in table.rows] == [next_cell, "00038"]


def test_a_name_of_a_field_cut_in_two_is_told_as_an_encoding(tmp_path: Path) -> None:
    path = dbf_file(tmp_path / "a.dbf", [("课程", "C", 8)], [("美学",)])
    path.write_bytes(path.read_bytes().replace("课程".encode("gb18030"), "课程".encode("gb18030")[:3] + b"\0"))
    with pytest.raises(BadFile, match="文字编码不是 UTF-8 也不是 GB18030"):
        read_tables(path)
