"""The photo rule of a batch (notice 一(一)3): what the form edits and the start page says.

Size in pixels and the least size of the file come from the notice; how strictly the background is judged is the
institute's choice. Stored in `Batch.photo_rules`, read by applications/photos.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from selfexam.catalogue.models import Batch

BACKGROUNDS = (("strict", "严格"), ("normal", "一般"), ("lenient", "宽松"))


@dataclass(frozen=True)
class PhotoRule:
    """Notice 一(一)3(6): 480 × 640 pixels, not under 50 KB, no most size. 1 KB is 1,024 bytes."""

    width: int = 480
    height: int = 640
    least_bytes: int = 50 * 1024
    most_bytes: int | None = None
    background: str = "normal"

    @classmethod
    def of(cls, batch: Batch) -> "PhotoRule":
        """The batch's own values; what it does not say, or says in no form that can be meant, is the notice's."""
        kinds = {field.name: type(field.default) for field in fields(cls)} | {"most_bytes": int}
        own: dict[str, Any] = {key: value for key, value in batch.photo_rules.items() if type(value) is kinds.get(key)}
        return cls(**own)

    def merged_into(self, rules: Mapping[str, Any]) -> dict[str, Any]:
        """`rules` with these values; keys that other checks keep there stay."""
        return {**rules, **asdict(self)}

    @property
    def least_kb(self) -> int:
        return self.least_bytes // 1024

    @property
    def most_kb(self) -> int | None:
        return None if self.most_bytes is None else self.most_bytes // 1024

    def spoken(self) -> dict[str, str]:
        """Label and value of what the form can change, for the history of the batch."""
        return {
            "照片文件不小于": f"{self.least_kb} KB",
            "照片文件不大于": "不限" if self.most_kb is None else f"{self.most_kb:,} KB",
            "背景均匀程度": dict(BACKGROUNDS).get(self.background, self.background),
        }
