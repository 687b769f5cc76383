"""Names as they go on a certificate: one kind of middle dot, no stray spaces, no private-use characters."""

import re
import unicodedata

from selfexam import typed
from selfexam.records.repaired_characters import repaired

# Every dot that keyboards produce between the parts of a name becomes U+00B7.
_DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u25cf\u30fb\uff65\uff0e\u0387\u00b7]")
_CHINESE = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
MOST = 40


class BadName(ValueError):
    """The sentence says what is wrong with the name."""


def read_name(text: str) -> str:
    """The name in normal form; raises BadName for characters that no font can print."""
    name = _DOTS.sub("·", unicodedata.normalize("NFC", repaired(typed.plain(text))))
    # A full stop stands for the dot only between Chinese characters; Latin names have initials.
    name = re.sub(rf"(?<=[{_CHINESE}])\s*\.\s*(?=[{_CHINESE}])", "·", name)
    if re.fullmatch(rf"[{_CHINESE}·\s\u3000]+", name):
        # Chinese names hold no spaces; Latin ones do.
        name = re.sub(r"\s", "", name)
    name = re.sub(r"\s+", " ", name).strip()
    _refuse(name)
    return name


def _refuse(name: str) -> None:
    if not name:
        raise BadName("姓名不能为空")
    private = [c for c in name if unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs")]
    if private:
        raise BadName(f"姓名中有系统无法识别的字（U+{ord(private[0]):04X}），请用标准汉字重新录入")
    pictures = typed.unprintable(name)
    if pictures:
        raise BadName(f"姓名中的“{pictures[:8]}”不能印在证书上，请删去")
    if "?" in name or "？" in name or "\ufffd" in name:
        raise BadName("姓名中的“?”是旧系统缺字的记号，请换成实际的字")
    if re.search(r"[0-9]", name):
        raise BadName("姓名中有数字，请核对")
    if re.search("^·|·$|··", name):
        raise BadName("间隔号“·”只能在姓名的两部分之间，请核对")
    if len(name) > MOST:
        raise BadName(f"姓名超过 {MOST} 个字，请核对")
