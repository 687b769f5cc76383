"""What the tests of reading share: plain lines as a reader would give them, and the extra where it is installed."""

import os

import pytest

from applications.idcards import extra
from applications.idcards.lines import Line
from tests.applications.idcards import drawn


@pytest.fixture(scope="session")
def ocr() -> None:
    """The packages that read; where they are not, the test is skipped with the way to get them, or fails in CI."""
    if absent := extra.missing():
        sentence = f"the extra that reads ID cards lacks {', '.join(absent)}: {extra.HOW}"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)


def front_lines(**said: str) -> list[Line]:
    """The front as boxes at their places on a card of 1012 × 638; any value may be given, "" leaves its line out."""
    values = {
        "name": drawn.NAME,
        "sex": "女",
        "nation": "汉",
        "birth": "1998年5月20日",
        "number": drawn.number(),
    } | said
    address = said.get("address", "示例市样本区虚构路21号|附近三单元")
    lines = [
        Line.at("姓名", 50, 62, 72, 44),
        Line.at(values["name"], 150, 60, 140, 50),
        Line.at("性别", 50, 146, 72, 44),
        Line.at(values["sex"], 152, 146, 40, 44),
        Line.at("民族", 243, 147, 72, 44),
        Line.at(values["nation"], 335, 148, 55, 44),
        Line.at("出生", 52, 226, 71, 43),
        Line.at(values["birth"], 151, 225, 294, 45),
        Line.at("住址", 50, 304, 71, 44),
        *(Line.at(text, 150, 303 + 57 * row, 380, 45) for row, text in enumerate(address.split("|"))),
        Line.at("公民身份号码", 53, 550, 187, 40),
        Line.at(values["number"], 296, 549, 407, 43),
    ]
    return [line for line in lines if line.text]


def back_lines(authority: str = drawn.AUTHORITY, validity: str = "2021.05.04-2041.05.04") -> list[Line]:
    return [
        Line.at("居民身份证", 330, 110, 360, 80),
        Line.at("签发机关", 190, 434, 130, 42),
        *(Line.at(text, 360, 430 + 50 * row, 400, 46) for row, text in enumerate(authority.split("|"))),
        Line.at("有效期限", 190, 546, 130, 42),
        Line.at(validity, 360, 546, 420, 46),
    ]
