"""The certificate number (证书编号): 17 digits, built from level and 准考证号. Pure.

Structure: `6` (自考), level digit (5 本科, 6 专科), `50` (province, GB/T 2260), the 12-digit 准考证号, one check digit.
The official check-digit algorithm is not public; `certificate_number` uses one of our own and is for demonstrations
only (Batch.Numbering.DEMONSTRATION). Real numbers come from the institute and are only checked for their structure.
"""

KIND = "6"
PROVINCE = "50"
LEVELS = ("5", "6")
LENGTH = 17


class BadNumber(ValueError):
    """The sentence says what is wrong with the number."""


def _body(level: str, admission_number: str) -> str:
    if level not in LEVELS:
        raise BadNumber("层次只能是 5（本科）或 6（专科）")
    if not (admission_number.isascii() and admission_number.isdigit() and len(admission_number) == 12):
        raise BadNumber("准考证号应为 12 位数字")
    return f"{KIND}{level}{PROVINCE}{admission_number}"


def certificate_number(level: str, admission_number: str) -> str:
    """A demonstration number: the structure of a real one, with a check digit of our own (ISO 7064 MOD 11,10)."""
    body = _body(level, admission_number)
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return body + str((11 - product) % 10)


def fits(number: str, level: str, admission_number: str) -> bool:
    """Whether `number` can be this person's: right structure, any check digit (its algorithm is not known)."""
    whole = number.isascii() and number.isdigit() and len(number) == LENGTH
    return whole and number.startswith(_body(level, admission_number))
