"""Reads a results file (注册结果): which row says what, and what is wrong with it. Knows no database.

Whether a row fits the package is decided by domain/preview_results.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from certificates.exchange.cells import Cell, UnreadableTable, read_table

# Every column by the heads under which it may come.
HEADS: dict[str, tuple[str, ...]] = {
    "admission_number": ("准考证号", "ZKZH"),
    "outcome": ("结果", "注册结果", "ZCJG"),
    "number": ("证书编号", "毕业证书编号", "ZSBH"),
    "message": ("说明", "失败原因", "SM"),
}
NEEDED = ("admission_number", "outcome")
ACCEPTED, REJECTED = frozenset({"成功", "通过"}), frozenset({"失败", "不通过"})
LONGEST_MESSAGE = 200


@dataclass(frozen=True)
class Line:
    """One row that could be read; `row` is its number in the file, heads being row 1."""

    row: int
    admission_number: str
    accepted: bool
    number: str
    message: str


@dataclass(frozen=True)
class Problem:
    """What is wrong; `row` is 0 for the file as a whole."""

    row: int
    sentence: str


def read_results(data: bytes, filename: str) -> tuple[list[Line], list[Problem]]:
    """All readable rows and all problems; a file with problems is never applied."""
    try:
        table = read_table(data, filename)
    except UnreadableTable as unreadable:
        return [], [Problem(0, unreadable.sentence)]
    if not table:
        return [], [Problem(0, "文件是空的，请检查后重新上传")]
    places, problems = _places(table[0])
    if problems:
        return [], problems
    lines: list[Line] = []
    for row, cells in enumerate(table[1:], 2):
        if not any(cell.text for cell in cells):
            continue
        found = _line(row, {name: cells[place] for name, place in places.items() if place < len(cells)})
        if isinstance(found, Problem):
            problems.append(found)
        else:
            lines.append(found)
    if not lines and not problems:
        problems.append(Problem(0, "文件里没有数据行，请检查后重新上传"))
    return lines, problems + _twice(lines)


def _places(heads: Sequence[Cell]) -> tuple[dict[str, int], list[Problem]]:
    texts = [head.text.upper() for head in heads]
    places = {
        name: texts.index(known) for name, heads_known in HEADS.items() for known in heads_known[::-1] if known in texts
    }
    missing = [HEADS[name][0] for name in NEEDED if name not in places]
    return places, [Problem(1, f"缺少“{head}”列，请补上后重新上传") for head in missing]


def _line(row: int, cells: dict[str, Cell]) -> Line | Problem:
    admission, outcome = cells.get("admission_number", Cell("")), cells.get("outcome", Cell("")).text
    number, message = cells.get("number", Cell("")), cells.get("message", Cell("")).text
    # A spreadsheet that took the number for a quantity has dropped its leading zeros; twelve digits survive that.
    admission_number = admission.text.zfill(12) if admission.was_number else admission.text
    if not (admission_number.isascii() and admission_number.isdigit() and len(admission_number) == 12):
        return Problem(row, f"准考证号“{admission.text}”不是 12 位数字")
    if outcome not in ACCEPTED | REJECTED:
        return Problem(row, f"结果“{outcome}”认不出，只能是“成功”或“失败”")
    if number.was_number:
        return Problem(row, "证书编号被表格软件当成了数字，末几位已不可靠，请把这一列设为文本后重新导出")
    if number.text and not (number.text.isascii() and number.text.isdigit() and len(number.text) == 17):
        return Problem(row, f"证书编号“{number.text}”不是 17 位数字")
    if len(message) > LONGEST_MESSAGE:
        return Problem(row, f"说明超过 {LONGEST_MESSAGE} 个字，请缩短")
    return Line(row, admission_number, outcome in ACCEPTED, number.text, message)


def _twice(lines: Sequence[Line]) -> list[Problem]:
    first: dict[str, int] = {}
    numbers: dict[str, int] = {}
    problems = []
    for line in lines:
        if (earlier := first.setdefault(line.admission_number, line.row)) != line.row:
            problems.append(Problem(line.row, f"准考证号 {line.admission_number} 与第 {earlier} 行重复"))
        elif line.number and (earlier := numbers.setdefault(line.number, line.row)) != line.row:
            problems.append(Problem(line.row, f"证书编号 {line.number} 与第 {earlier} 行重复"))
    return problems
