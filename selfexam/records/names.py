"""Names as they go on a certificate: one kind of middle dot, no stray spaces, no private-use characters."""

import re
import unicodedata

from selfexam import typed

# Every dot that keyboards produce between the parts of a name becomes U+00B7.
_DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u25cf\u30fb\uff65\uff0e\u00b7]")


class BadName(ValueError):
    """The sentence says what is wrong with the name."""


def read_name(text: str) -> str:
    """The name in normal form; raises BadName for characters that no font can print."""
    name = _DOTS.sub("·", unicodedata.normalize("NFC", typed.plain(text)))
    if re.fullmatch(r"[\u3400-\u9fff\U00020000-\U000323af·\s\u3000]+", name):
        # Chinese names hold no spaces; Latin ones do.
        name = re.sub(r"\s", "", name)
    name = re.sub(r"\s+", " ", name).strip()
    if not name:
        raise BadName("姓名不能为空")
    private = [c for c in name if unicodedata.category(c) in ("Co", "Cn", "Cc")]
    if private:
        raise BadName(f"姓名中有系统无法识别的字（U+{ord(private[0]):04X}），请用标准汉字重新录入")
    if len(name) > 40:
        raise BadName("姓名超过 40 个字，请核对")
    return name
