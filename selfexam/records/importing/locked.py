"""What a table of records may not change silently: facts below an open 考籍更正, records that were merged, numbers that
open somebody else's account.

Called for every piece of the table. The file goes on without the locked facts, and says so row by row.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from selfexam.accounts.models import LoginName
from selfexam.records.correctable import IDENTITY, stored, values
from selfexam.records.models import CorrectedField, CorrectionItem, StudentRecord
from selfexam.records.models.correction import OPEN, Correction

LOCKED = "考籍更正正在办理，没有导入这一项"
UNDONE = "与已批准的考籍更正相反，请核对文件是不是旧的"
TAKEN = "已有另一个账号在用，考籍按文件改，登录仍用准考证号；同一个人有两个准考证号的，请办理合并"


class Locks:
    """What is locked or ended of these numbers, and whose accounts they open: three queries a piece of the file,
    whatever else was ever corrected, and one for every ID number of an account that changes.
    """

    def __init__(self, numbers: Collection[str]) -> None:
        self.open: dict[str, dict[str, str]] = defaultdict(dict)
        self.corrected: dict[str, dict[str, str]] = defaultdict(dict)
        wanted = (*OPEN, Correction.State.APPROVED)
        named = CorrectionItem.objects.filter(correction__record__admission_number__in=numbers)
        items = named.filter(correction__state__in=wanted).select_related("correction__record")
        for item in items.order_by("correction__asked_at"):
            record = item.correction.record
            if item.correction.is_open:
                fields = IDENTITY if item.field in IDENTITY else {item.field}
                self.open[record.admission_number] |= {str(f): stored(record, f) for f in fields}
            elif item.after == stored(record, item.field):
                self.corrected[record.admission_number][item.field] = item.before
        ended = StudentRecord.objects.filter(merged_into__isnull=False, admission_number__in=numbers)
        self.ended = set(ended.values_list("admission_number", flat=True))
        held = StudentRecord.objects.filter(holder__isnull=False, admission_number__in=numbers)
        self.held: dict[str, tuple[int, str]] = {
            number: (holder, digest)
            for number, holder, digest in held.values_list("admission_number", "holder", "id_digest")
            if holder is not None
        }

    def kept(self, found: dict[str, Any]) -> dict[str, Any]:
        """The values of one row without what is locked; `_warnings` say what was left out."""
        number, warnings = found["admission_number"], list(found["_warnings"])
        if number in self.ended:
            warnings.append(("准考证号", f"{number} 已合并，这份考籍不再使用"))
        for field, before in self.corrected.get(number, {}).items():
            if values({field: before})[field] == found[field]:
                warnings.append((_label(field), UNDONE))
        locked = self.open.get(number, {})
        for field, now in locked.items():
            if values({field: now})[field] != found[field]:
                warnings.append((_label(field), LOCKED))
        if self._is_taken(number, found["id_digest"]) and "id_number" not in locked:
            warnings.append((_label("id_number"), TAKEN))
        left_out = {*locked, "id_digest"} if "id_number" in locked else set(locked)
        return {name: value for name, value in found.items() if name not in left_out} | {"_warnings": tuple(warnings)}

    def _is_taken(self, number: str, digest: str) -> bool:
        holder, now = self.held.get(number, (0, digest))
        return digest != now and LoginName.objects.filter(digest=digest).exclude(user=holder).exists()


def _label(field: str) -> str:
    return str(CorrectedField(field).label)
