"""Answers a registration package as the ministry would, for the demonstration only: a results file, some rejected."""

import csv
import io
import zipfile
from typing import BinaryIO

from selfexam.spreadsheets import csv_table

REASONS = ("照片与学信网已有照片不一致（演示）", "前置学历证书编号查不到（演示）", "姓名与证件号码不一致（演示）")


class NotAPackage(Exception):
    def __init__(self, sentence: str = "这不是电子注册数据包，请选择从本系统下载的 ZIP 文件") -> None:
        self.sentence = sentence
        super().__init__(sentence)


def sandbox_results(package: BinaryIO, *, reject: int = 0) -> bytes:
    """A CSV results file for everybody in `package`; the first `reject` people fail, with invented reasons.

    Only for demonstration numbers: numbers that the institute assigns are not invented here.
    """
    rows = []
    for place, person in enumerate(_people(package)):
        failed = place < reject
        if not person["ZSBH"]:
            raise NotAPackage("这个批次的证书编号由考试院下发，不能生成模拟回执")
        rows.append(
            (
                person["ZKZH"],
                "失败" if failed else "成功",
                "" if failed else person["ZSBH"],
                REASONS[place % len(REASONS)] if failed else "",
            )
        )
    return csv_table(("准考证号", "结果", "证书编号", "说明"), rows)


def _people(package: BinaryIO) -> list[dict[str, str]]:
    try:
        with zipfile.ZipFile(package) as archive:
            tables = [name for name in archive.namelist() if name.endswith(".csv") and "/" not in name]
            text = archive.read(tables[0]).decode("utf-8-sig")
        people = list(csv.DictReader(io.StringIO(text, newline="")))
    except (zipfile.BadZipFile, IndexError, UnicodeDecodeError, OSError) as error:
        raise NotAPackage from error
    if not people or not {"ZKZH", "ZSBH"} <= people[0].keys():
        raise NotAPackage
    return people
