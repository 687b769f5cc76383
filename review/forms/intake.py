"""What an intake desk registers: for every line of the page how many copies, and what is wrong with them."""

from collections.abc import Sequence
from uuid import UUID

from django.http import QueryDict

from applications.domain.refusals import NotAllowed
from applications.paper_code import code_in
from applications.papers import Line
from review.domain.intake import Entry
from selfexam.typed import plain

MOST_COPIES = 9
MOST_WORDS = 120
# Offered while typing; anything else may be written.
COMMON_DEFECTS = (
    "没有盖教务处鲜章，请补盖",
    "复印不清楚，请重新复印",
    "缺页，请补齐",
    "姓名或证件号码与考籍不一致，请核对",
    "不是要求的材料，请更换",
)


def read_entries(posted: QueryDict, lines: Sequence[Line]) -> list[Entry]:
    """The lines that the form speaks of; raises NotAllowed with the line's name for what is no number of copies."""
    return [_entry(posted, line) for line in lines if f"seen-{line.key}" in posted]


def _entry(posted: QueryDict, line: Line) -> Entry:
    whole = f"all-{line.key}" in posted
    copies = max(line.copies, line.came) if whole else _number(posted.get(f"copies-{line.key}", ""), line)
    defect = "" if f"cured-{line.key}" in posted else plain(posted.get(f"defect-{line.key}", ""))[:MOST_WORDS]
    if code := code_in(defect):
        # The next sheet was scanned while the cursor stood here: nobody is to be told a code as what is wrong.
        raise NotAllowed(f"“{line.name}”的问题里扫进了条码 {code}，没有保存。删去条码，保存这一位，再扫描下一位")
    seen = posted.get(f"seen-{line.key}", "0")
    return Entry(line.key, copies, defect, int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0)


def _number(text: str, line: Line) -> int:
    """Empty means as many as there are."""
    text = plain(text)
    if not text:
        return line.came
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_COPIES):
        raise NotAllowed(f"“{line.name}”的份数请填 0–{MOST_COPIES} 的数字")
    return int(text)


def typed_of(posted: QueryDict) -> dict[str, str]:
    return {name: str(value) for name, value in posted.items()}


def line_key(text: str) -> UUID | None:
    """A line named in a form; None for what is no key."""
    try:
        return UUID(text)
    except ValueError:
        return None
