"""The table 区县: the district offices that take papers of individual candidates (notice, annex 3)."""

from collections.abc import Callable, Sequence
from typing import Any

from selfexam.catalogue.importing.importer import Importer, register
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import District


def _districts(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    def parse(row: Row) -> dict[str, Any]:
        return {
            "code": row.digits("区县代码", 6),
            "name": row.needed("名称"),
            **row.texts_of(address="地址", phone="电话"),
        }

    return parse


register(Importer("区县", 35, District, ("code",), ("区县代码", "名称"), ("地址", "电话"), _districts))
