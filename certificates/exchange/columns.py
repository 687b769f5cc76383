"""The columns of the registration data (电子注册数据), in order: code, meaning, longest text, where it comes from.

No official specification for self-taught examinations is published; names and lengths follow the public tables of
学信网. An institute that has the official one changes this table and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from certificates.exchange.registrant import Registrant


@dataclass(frozen=True)
class Column:
    code: str
    title: str
    longest: int
    text: Callable[[Registrant], str]


COLUMNS: tuple[Column, ...] = (
    Column("ZKZH", "准考证号", 12, lambda r: r.admission_number),
    Column("XM", "姓名", 40, lambda r: r.name),
    Column("XMQZ", "姓名含 GBK 以外的字（1 是，0 否）", 1, lambda r: str(int(has_rare_characters(r.name)))),
    Column("XBDM", "性别代码（GB/T 2261.1）", 1, lambda r: r.sex_code),
    Column("XB", "性别", 2, lambda r: r.sex),
    Column("CSRQ", "出生日期", 8, lambda r: r.birth_date),
    Column("ZJLXDM", "证件类型代码", 1, lambda r: r.id_type),
    Column("SFZH", "证件号码", 18, lambda r: r.id_number),
    Column("MZDM", "民族代码（GB/T 3304）", 2, lambda r: r.ethnicity_code),
    Column("MZ", "民族", 24, lambda r: r.ethnicity),
    Column("ZZMMDM", "政治面貌代码（GB/T 4762）", 2, lambda r: r.political_status_code),
    Column("ZZMM", "政治面貌", 24, lambda r: r.political_status),
    Column("ZYDM", "专业代码", 7, lambda r: r.programme_code),
    Column("ZYMC", "专业名称", 50, lambda r: r.programme),
    Column("CCDM", "层次代码（5 本科，6 专科）", 1, lambda r: r.level_code),
    Column("CC", "层次", 12, lambda r: r.level),
    Column("XXXS", "学习形式", 10, lambda r: "自学考试"),
    Column("ZKYXDM", "主考学校代码", 5, lambda r: r.school_code),
    Column("ZKYX", "主考学校", 60, lambda r: r.school),
    Column("BYRQ", "毕业日期", 8, lambda r: r.graduation_date),
    Column("ZSBH", "毕业证书编号（由考试院下发编号的批次留空）", 17, lambda r: r.certificate_number),
    Column("QZXL_ZSBH", "前置学历证书编号", 30, lambda r: r.prior_number),
    Column("QZXL_YX", "前置学历毕业院校", 60, lambda r: r.prior_school),
    Column("QZXL_CC", "前置学历层次", 12, lambda r: r.prior_level),
    Column("ZPWJ", "照片文件名", 40, lambda r: r.photo_name),
)


def has_rare_characters(text: str) -> bool:
    """Whether an old GBK file could not carry `text`: such names need a look at the receiving end."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return True
    return False


def cells(registrant: Registrant) -> list[str]:
    """The row of `registrant`, in the order of COLUMNS. Raises TooLong instead of cutting anything off."""
    row = []
    for column in COLUMNS:
        text = column.text(registrant)
        if len(text) > column.longest:
            raise TooLong(registrant, column)
        row.append(text)
    return row


class TooLong(Exception):
    """A value does not fit its column; the sentence names person and column."""

    def __init__(self, registrant: Registrant, column: Column) -> None:
        self.sentence = (
            f"{registrant.name}（{registrant.admission_number}）的{column.title}超过 {column.longest} 个字，请先更正"
        )
        super().__init__(self.sentence)
