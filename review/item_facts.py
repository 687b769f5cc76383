"""What each item of first review stood on when it was judged, as digests: so that a second round knows what changed.

A part that was not returned is locked for the candidate, but the record may be corrected, marks may come or go and a
photo may be judged again. Digests, not values: a judgement must not become a second copy of a person's data.
"""

import json
from typing import Any

from applications.audit import Audit
from applications.card_report import CardReport
from applications.models import Application, Document, Photo
from applications.papers import Standing
from review.items import FirstItem, first_items
from selfexam.digests import keyed_digest

_PRIOR_IMAGES = (Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM)
# item → what the fact is called on the page → its digest
Facts = dict[str, dict[str, str]]


def facts_of(
    application: Application,
    *,
    audit: Audit,
    photo: Photo | None,
    documents: dict[str, Document],
    cards: CardReport,
    papers: Standing,
) -> Facts:
    """From what the page has read already: no queries. Nothing in it may change by the calendar alone."""
    values: dict[str, dict[str, Any]] = {
        FirstItem.RECORD: _record(application),
        FirstItem.COURSES: {"课程与成绩": _audit(audit)},
        FirstItem.APPRAISAL: {"自我鉴定": application.appraisal},
        FirstItem.PHOTO: {"照片": photo and photo.uuid, "照片检查结果": photo and [photo.verdict, _codes(photo)]},
        FirstItem.ID_CARD: {
            "身份证图片": [document.uuid for kind, document in sorted(documents.items()) if kind.startswith("id_")],
            "身份证识别结果": [(row.code, row.state, row.read) for row in cards.rows],
        },
        FirstItem.PRIOR_DEGREE: {
            "前置学历": [application.prior_number, application.prior_school, application.prior_level],
            "学信网核对": application.prior_check,
            "前置学历图片": [d.uuid for kind, d in sorted(documents.items()) if kind in _PRIOR_IMAGES],
        },
        FirstItem.MATERIALS: {
            "材料清单": [(line.name, line.copies, line.is_paper) for line in papers.due],
            "收到的材料": [(line.name, line.came, line.defect) for line in papers.lines if line.paper],
        },
    }
    return {
        item.value: {name: _digest(value) for name, value in values[item].items()} for item in first_items(application)
    }


def what_changed(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """The names of facts that are not what they were, in the order of the page."""
    return [name for name, digest in now.items() if before.get(name) != digest]


def _record(application: Application) -> dict[str, Any]:
    record = application.record
    person = [record.name, record.sex, record.ethnicity, record.birth_date, record.id_type, record.id_number]
    place = [record.programme_id, record.plan_id, record.school_id, record.unit_id, record.route]
    return {
        "考籍": [*person, *place],
        "考生核对考籍": application.record_confirmed_at is not None,
        "联系方式": [application.phone, application.address, application.postcode, application.email],
    }


def _audit(audit: Audit) -> list[Any]:
    """Rows and sums; findings in words may name a date."""
    rows = [
        (row.number, row.code, row.mark, row.sitting, row.source, row.state) for row in (*audit.rows, *audit.surplus)
    ]
    return [audit.plan_version, audit.verdict, audit.credits, audit.courses, rows]


def _codes(photo: Photo) -> list[tuple[str, str]]:
    return [(finding.get("code", ""), finding.get("severity", "")) for finding in photo.findings]


def _digest(value: Any) -> str:
    return keyed_digest(json.dumps(value, default=str, ensure_ascii=False))[:16]
