"""Annex 5's form (重庆市高等教育自学考试课程免考申请表) as PDF, filled, in two copies (一式两份).

Called by the pages of the form.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from applications.domain.refusals import NotAllowed
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.accounts.models import User
from selfexam.typesetting import missing_characters, pdf
from selfexam.wording import grouped

LAYOUT = Path(__file__).with_name("layouts") / "exemption_form.typ"
# The annex has ten lines; more go on to a continued sheet.
LINES = 10
COPIES = 2
NOT_PRINTED = (ExemptionRow.State.WITHDRAWN, ExemptionRow.State.ENDED)


def sheet_of(request: ExemptionRequest, *, with_phone: bool = True) -> bytes:
    """Raises NotAllowed when there is nothing to print or a character has no glyph."""
    printed = request.rows.exclude(state__in=NOT_PRINTED)
    rows = list(printed.select_related("course", "opinion_by", "decided_by"))
    if not rows:
        raise NotAllowed("还没有选择课程，没有可以打印的")
    data = _data(request, rows) | {"phone": request.phone if with_phone else ""}
    if lacking := missing_characters(_text(data)):
        raise NotAllowed(f"这些字打印不出来：{'、'.join(lacking)}。请联系考试院")
    return pdf(LAYOUT, data)


def _data(request: ExemptionRequest, rows: list[ExemptionRow]) -> dict[str, Any]:
    application = request.application
    record, today = application.record, timezone.localdate()
    self_study = request.basis in ExemptionRequest.BY_OLD_NUMBER
    lines = [
        [row.course.code, row.course.name, str(row.mark or ""), row.passed_code, *_passed(request, row)] for row in rows
    ]
    sheets = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    pages = str(request.pages) if request.pages else ""
    return {
        "institute": settings.INSTITUTE_NAME,
        "day": [today.year, today.month, today.day],
        # The annex is pre-printed as 永川区（重庆文理学院）; where a school lies is not in its data.
        "office": str(application.school),
        "name": record.name,
        "sex": record.get_sex_display(),
        "programme": [record.programme.name, str(record.programme.get_level_display())],
        "admission_number": grouped(record.admission_number),
        "old_number": request.old_number if self_study else "",
        "self_study": {
            "major": request.major if self_study else "",
            "number": request.number if self_study else "",
            "pages": pages if self_study else "",
        },
        "other": {
            "major": "" if self_study else request.major or request.certificate,
            "level": "" if self_study else request.get_level_display() or "证书",
            "pages": "" if self_study else pages,
        },
        "sheets": sheets,
        "copies": COPIES,
        "lines": LINES,
        "opinion": _opinion(rows),
        "decision": _decision(rows),
        "word_by_word": [
            [
                row.course.code,
                row.course.name,
                _told(str(row.get_opinion_display()) if row.opinion else "", row.opinion_note),
                _told(str(row.get_state_display()) if row.decided_at else "", row.decision_note),
            ]
            for row in rows
        ],
    }


def _passed(request: ExemptionRequest, row: ExemptionRow) -> list[str]:
    """Right half of the line; a certificate stands where the passed course would."""
    if request.basis == ExemptionRequest.Basis.CERTIFICATE:
        return [request.certificate, "合格"]
    return [row.passed_name, row.passed_mark]


def _opinion(rows: list[ExemptionRow]) -> dict[str, str]:
    said = [(row, str(row.get_opinion_display()), row.opinion_note) for row in rows if row.opinion]
    last = max((row for row, _, _ in said), key=lambda row: str(row.opinion_at), default=None)
    return _signed(said, last.opinion_by if last else None, last.opinion_at if last else None)


def _decision(rows: list[ExemptionRow]) -> dict[str, str]:
    said = [(row, str(row.get_state_display()), row.decision_note) for row in rows if row.decided_at]
    last = max((row for row, _, _ in said), key=lambda row: str(row.decided_at), default=None)
    return _signed(said, last.decided_by if last else None, last.decided_at if last else None)


def _signed(said: list[tuple[ExemptionRow, str, str]], by: User | None, at: datetime | None) -> dict[str, str]:
    """The words course by course, who gave the last of them and when; the seal is put on paper. `brief` is what the box
    says where the words have no room in it.
    """
    day, counted = timezone.localdate(at) if at else None, Counter(word for _, word, _ in said)
    return {
        "words": "；".join(f"{row.course.code} {_told(word, note)}" for row, word, note in said),
        "brief": "、".join(f"{word} {number} 门" for word, number in counted.items()) + "，各门课程的意见见附页。",
        "by": by.name if by else "",
        "day": f"{day.year} 年 {day.month} 月 {day.day} 日" if day else "",
    }


def _told(word: str, note: str) -> str:
    return f"{word}（{note}）" if word and note else word


def _text(value: Any) -> str:
    """Every text of the data, for the question whether it can be printed."""
    if isinstance(value, dict):
        return "".join(_text(part) for part in value.values())
    if isinstance(value, list):
        return "".join(_text(part) for part in value)
    return value if isinstance(value, str) else ""
