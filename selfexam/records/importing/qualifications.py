"""The table 前置学历核对: prior certificates that 学信网 has confirmed, found by person and number."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from selfexam import typed
from selfexam.catalogue.importing.importer import Importer, register
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.digests import keyed_digest
from selfexam.records.id_numbers import grown
from selfexam.records.importing.remembering import remember_qualifications
from selfexam.records.models import VerifiedQualification
from selfexam.records.prior_numbers import BadPriorNumber, read_prior_number


def _qualifications(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    def parse(row: Row) -> dict[str, Any]:
        return {
            "id_digest": keyed_digest(grown(typed.number(row.needed("证件号码")))),
            "number": _number(row),
            **row.texts_of(school_name="毕业院校"),
            "source": row.needed("核对来源"),
            "verified_on": _past_day(row),
        }

    return parse


def _number(row: Row) -> str:
    """In the form in which the candidate's own entry is stored, so that the two can be found equal."""
    try:
        return read_prior_number(row.needed("证书编号"))
    except BadPriorNumber as bad:
        raise BadCell("证书编号", str(bad)) from None


def _past_day(row: Row) -> date:
    day = row.day("核对日期")
    if day > timezone.localdate():
        raise BadCell("核对日期", f"{day} 还没有到")
    return day


register(
    Importer(
        "前置学历核对",
        120,
        VerifiedQualification,
        ("id_digest", "number"),
        ("证件号码", "证书编号", "核对来源", "核对日期"),
        ("毕业院校",),
        _qualifications,
        remember=remember_qualifications,
    )
)
