"""Writes a registration package: one ZIP with the table twice (XLSX, CSV), the photos, a note and the SHA-256 sums."""

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import BinaryIO

from certificates.exchange.columns import COLUMNS, cells
from certificates.exchange.registrant import Registrant
from selfexam.spreadsheets import csv_table, xlsx_table

PHOTOS = "photos/"
SUMS = "SHA256SUMS.txt"
NOTE = "说明.txt"


def write_package(
    target: BinaryIO,
    registrants: Sequence[Registrant],
    *,
    stem: str,
    title: str,
    made_at: datetime,
    photo_of: Callable[[Registrant], bytes],
    demonstration: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Fill `target`. The same people and photos give the same bytes, so a package built again has the same sum."""
    rows = [cells(registrant) for registrant in registrants]
    header = [column.code for column in COLUMNS]
    explained = [(column.code, column.title, str(column.longest)) for column in COLUMNS]
    tables: list[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = [
        ("电子注册数据", header, rows),
        ("字段说明", ("字段", "含义", "最多字数"), explained),
    ]
    sums: list[tuple[str, str]] = []
    with zipfile.ZipFile(target, "w") as archive:

        def add(name: str, data: bytes, *, squeeze: bool = True) -> None:
            entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
            sums.append((hashlib.sha256(data).hexdigest(), name))

        add(f"{stem}.xlsx", xlsx_table(tables, made_at=made_at))
        add(f"{stem}.csv", csv_table(header, rows))
        for done, registrant in enumerate(registrants, 1):
            add(PHOTOS + registrant.photo_name, photo_of(registrant), squeeze=False)
            if progress is not None:
                progress(done, len(registrants))
        add(NOTE, _note(stem, title, len(registrants), demonstration).encode("utf-8-sig"))
        listed = "".join(f"{digest}  {name}\n" for digest, name in sums)
        add(SUMS, listed.encode())


def _note(stem: str, title: str, people: int, demonstration: bool) -> str:
    warning = ["本包是演示数据：证书编号的校验码不是官方算法，不能用于真实报送。", ""] if demonstration else []
    return "\r\n".join(
        [
            title,
            "",
            *warning,
            f"人数：{people}",
            f"{stem}.xlsx 和 {stem}.csv 内容相同：前者全部为文本单元格，后者是带 BOM 的 UTF-8。",
            "以 = + - @ 开头的文字在 CSV 中前面加了一个英文单引号，避免被当成公式。",
            f"{PHOTOS} 中是毕业证件照，文件名为准考证号。",
            f"{SUMS} 列出每个文件的 SHA-256，可用 sha256sum -c 核对。",
            "",
            "字段：",
            *(f"  {column.code}  {column.title}，最多 {column.longest} 字" for column in COLUMNS),
            "",
            "结果文件（XLSX 或 CSV）需有列：准考证号、结果（成功或失败），可有列：证书编号、说明。",
            "",
        ]
    )
