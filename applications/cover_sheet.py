"""The cover sheet (材料封面) that a candidate prints and puts on top of the papers; a Code 128 for the intake desk.

Called by the candidate's materials page. Nothing is stored: the same list gives the same sheet. It never carries the ID
number; the code is opaque (paper_code.py).
"""

from pathlib import Path
from typing import Any

from barcode.codex import Code128
from django.conf import settings
from django.utils import timezone

from applications.models import Application
from applications.paper_code import code_of
from applications.papers import Line, Standing, standing_of
from selfexam import typesetting
from selfexam.wording import grouped, when

LAYOUT = Path(__file__).parent / "layouts" / "cover_sheet.typ"


def sheet_lines(standing: Standing) -> list[Line]:
    """What goes into the folder: the paper lines that are due, and those of exemptions for who asks for them."""
    return [line for line in standing.lines if line.is_paper and line.due]


def cover_sheet(application: Application) -> bytes | None:
    """The PDF, None for who hands in nothing on paper (annex 3, 社会考生专科)."""
    standing = standing_of(application)
    lines = sheet_lines(standing)
    return typesetting.pdf(LAYOUT, facts(application, standing, lines)) if lines else None


def facts(application: Application, standing: Standing, lines: list[Line]) -> dict[str, Any]:
    record, code, today = application.record, code_of(application.uuid), timezone.localdate()
    school = application.school
    who = f"{record.get_route_display()}（{record.unit}）" if record.unit else record.get_route_display()
    places = list(dict.fromkeys(line.place for line in lines if line.place))
    return {
        "institute": settings.INSTITUTE_NAME,
        "day": [today.year, today.month, today.day],
        "batch": str(application.batch),
        "code": grouped(code[:1]) + " " + grouped(code[1:]),
        "bits": bits_of(code),
        # A name with a character that no font holds is written by hand, never replaced.
        "name": "" if typesetting.missing_characters(record.name) else record.name,
        "admission_number": grouped(record.admission_number),
        "programme": record.programme.name,
        "level": record.programme.get_level_display(),
        "school": str(school),
        "route": who,
        "place": "；".join(places) or f"{school.office_name or school.name}，{school.office_address or '按学校通知'}",
        "due": when(min((line.due_at for line in lines if line.due_at), default=standing.due_at)),
        "lines": [{"name": line.full_name, "copies": line.copies, "note": line.requirement} for line in lines],
    }


def bits_of(code: str) -> str:
    """The modules of the Code 128, dark as 1."""
    return str(Code128(code).build()[0])
