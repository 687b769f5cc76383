"""准考证号: twelve digits, 2 city + 2 district + 2 year + 1 sitting + 5 serial (national 考籍 rules).

Its digits are part of the certificate number, so the structure is checked; schools may use district codes of their
own, so an unknown district is only pointed out.
"""

import re

from django.utils import timezone

# GB/T 2260 of Chongqing without the leading 50: districts 0101–0120 and 0151–0156, counties 02xx.
_DISTRICTS = {
    f"{first + n:04d}": name
    for first, names in (
        (
            101,
            "万州区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 綦江区 "
            "大足区 渝北区 巴南区 黔江区 长寿区 江津区 合川区 永川区 南川区 璧山区",
        ),
        (151, "铜梁区 潼南区 荣昌区 开州区 梁平区 武隆区"),
        (229, "城口县 丰都县 垫江县"),
        (233, "忠县"),
        (235, "云阳县 奉节县 巫山县 巫溪县"),
        (240, "石柱土家族自治县 秀山土家族苗族自治县 酉阳土家族苗族自治县 彭水苗族土家族自治县"),
    )
    for n, name in enumerate(names.split())
}
# Self-taught examinations began in 1981; two-digit years from here on belong to the last century.
_FIRST_YEAR = 1981


class BadAdmissionNumber(ValueError):
    """The sentence says what is wrong with the number."""


def check_structure(number: str) -> None:
    """Raises BadAdmissionNumber for a year to come, a sitting other than 1 or 2, or serial 00000."""
    if not re.fullmatch(r"[0-9]{12}", number):
        raise BadAdmissionNumber(f"“{number}”不是 12 位数字")
    year, sitting, serial = int(number[4:6]), number[6], number[7:]
    century = 1900 if year >= _FIRST_YEAR % 100 else 2000
    if century + year > timezone.localdate().year:
        raise BadAdmissionNumber(f"第 5、6 位是年份，{number[4:6]} 年还没有到")
    if sitting not in "12":
        raise BadAdmissionNumber(f"第 7 位是考次，只有 1（上半年）和 2（下半年），现在是 {sitting}")
    if serial == "00000":
        raise BadAdmissionNumber("后 5 位是序号，从 00001 开始")


def district_of(number: str) -> str:
    """Where the number was first given out, empty if its first four digits are no district or county of Chongqing."""
    return _DISTRICTS.get(number[:4], "")


def has_known_district(number: str) -> bool:
    """Whether the first four digits are a district or county of Chongqing."""
    return number[:4] in _DISTRICTS
