"""The four documents as PDF: the right words on the right number of pages, inert names, no blank boxes, same bytes
twice.
"""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from certificates.printing.chinese_dates import chinese_date
from certificates.printing.documents import Booklet, CourseLine, Graduate, Press
from certificates.printing.engine import Layout, NotPrintable, picture, render
from selfexam.typesetting import missing_characters, pages_of
from tests.factories.applications import jpeg

DAY = date(2022, 12, 30)
COURSES = tuple(CourseLine(f"{n:02d}", f"{n:05d}", f"课程{n}", "4", "78", "2021-04", "") for n in range(1, 16))


def graduate(n: int = 73, name: str = "林晓禾") -> Graduate:
    return Graduate(
        name=name, sex="女", ethnicity="汉族", birth="1999 年 3 月 7 日", birth_short="1999-03-07",
        political_status="群众", id_number="500000199903070025", admission_number=f"{n:012d}", programme="汉语言文学",
        programme_code="050101", level="本科", school="示例大学", certificate_number=f"6550{n:012d}1",
        graduation_date="2022 年 12 月 30 日", graduation_date_chinese=chinese_date(DAY), graduation_short="2022-12-30",
        first_enrolled="2019-10", phone="13800000073", address="示例市样本区", employer="", prior_degree="",
        appraisal="我按计划读完了课程。" * 30, conduct="思想品德鉴定合格", courses=COURSES, credits="60", photo=jpeg(),
    )  # fmt: skip


def booklet(*people: Graduate) -> Booklet:
    return Booklet("2022 年下半年", "示例考试院", "示例大学", "汉语言文学", "050101", "本科", people)


def words(pdf: bytes) -> str:
    """The text that a reader can select, without spaces; typst keeps it as a ToUnicode map."""
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("pdftotext is missing: install poppler-utils")
    done = subprocess.run([pdftotext, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


@pytest.mark.parametrize(
    ("layout", "pages"), [(Layout.CERTIFICATE, 3), (Layout.FORM, 12), (Layout.ROSTER, 1), (Layout.SIGN_FOR, 1)]
)
def test_every_document_has_its_pages(layout: Layout, pages: int) -> None:
    assert pages_of(render(layout, booklet(graduate(1), graduate(2), graduate(3)), day=DAY)) == pages


def test_a_certificate_says_who_what_and_when() -> None:
    text = words(render(Layout.CERTIFICATE, booklet(graduate()), day=DAY))
    for part in ("林晓禾", "汉语言文学", "准予毕业", "二〇二二年十二月三十日", "65500000000000731", "校", "示例大学"):
        assert part in text


def test_a_certificate_is_landscape_a4_and_takes_the_photo_bit_for_bit() -> None:
    pdf = render(Layout.CERTIFICATE, booklet(graduate()), day=DAY)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        box = [round(float(x)) for x in opened.pages[0].mediabox]
        images = [bytes(image.read_raw_bytes()) for image in opened.pages[0].get_images().values()]
    assert box == [0, 0, 842, 595]
    assert jpeg() in images


@pytest.mark.parametrize("name", ['#read("/etc/passwd")', "*粗* _斜_ $x$", "\\u{41} [盒] @引用", "<标签>"])
def test_a_name_is_printed_as_it_stands(name: str) -> None:
    text = words(render(Layout.ROSTER, booklet(graduate(name=name)), day=DAY))
    assert "".join(name.split()) in text


def test_the_same_people_give_the_same_bytes() -> None:
    people = booklet(*(graduate(n) for n in range(1, 28)))
    assert render(Layout.CERTIFICATE, people, day=DAY) == render(Layout.CERTIFICATE, people, day=DAY)
    assert pages_of(render(Layout.CERTIFICATE, people, day=DAY)) == 27


def test_a_long_roster_repeats_its_head_and_counts_its_pages() -> None:
    pdf = render(Layout.ROSTER, booklet(*(graduate(n) for n in range(1, 121))), day=DAY)
    pages, text = pages_of(pdf), words(pdf)
    assert pages >= 4
    assert text.count("毕业证书编号") == pages
    assert f"第{pages}页，共{pages}页" in text


def test_a_missing_glyph_names_the_person_and_the_character() -> None:
    with pytest.raises(NotPrintable, match="田𪜀：打印字体缺少") as caught:
        render(Layout.ROSTER, booklet(graduate(1), graduate(2, name="田𪜀")), day=DAY)
    assert caught.value.place == 1


@pytest.mark.parametrize("name", ["㛃", "䶮", "𬭎", "喆", "堃", "赟", "龘", "〇", "·"])
def test_the_fonts_hold_the_rare_characters_of_the_standard_table(name: str) -> None:
    assert missing_characters(name) == []


def test_a_broken_photo_is_refused_by_name() -> None:
    with pytest.raises(NotPrintable, match="林晓禾：证件照"):
        render(Layout.CERTIFICATE, booklet(replace(graduate(), photo=b"")), day=DAY)


def test_the_printers_shift_moves_the_content() -> None:
    still = picture(Layout.CERTIFICATE, booklet(graduate()), day=DAY, press=Press())
    moved = picture(Layout.CERTIFICATE, booklet(graduate()), day=DAY, press=Press(shift_right_mm=2))
    assert still.startswith(b"\x89PNG")
    assert still != moved


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2022, 12, 30), "二〇二二年十二月三十日"),
        (date(2010, 6, 10), "二〇一〇年六月十日"),
        (date(2000, 10, 20), "二〇〇〇年十月二十日"),
        (date(2021, 11, 21), "二〇二一年十一月二十一日"),
    ],
)
def test_dates_are_written_in_chinese_figures(day: date, written: str) -> None:
    assert chinese_date(day) == written


def places(pdf: bytes, page: int) -> dict[str, tuple[float, float]]:
    """Every word of one page with the top and the bottom of its line."""
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("pdftotext is missing: install poppler-utils")
    command = [pdftotext, "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
    found = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    boxes = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">([^<]*)<', found)
    return {word: (float(top), float(bottom)) for top, bottom, word in boxes}


@pytest.mark.parametrize(
    "appraisal",
    ["我按计划读完了全部课程，也完成了实践环节。" * 71 + " 结束", "\n".join(["读完了一门课程。"] * 150) + " 结束"],
    ids=["as long as it may be", "many lines"],
)
def test_a_long_appraisal_ends_above_the_place_for_the_signature(appraisal: str) -> None:
    form = render(Layout.FORM, booklet(replace(graduate(), appraisal=appraisal)), day=DAY)
    where = places(form, 3)
    signature = next(top for word, (top, _) in where.items() if word.startswith("本人签名"))
    assert (pages_of(form), where["结束"][1] < signature) == (4, True)


def test_a_long_address_and_a_long_employer_are_not_printed_over_each_other() -> None:
    person = replace(
        graduate(),
        prior_degree="示例职业技术学院" * 7 + "，专科毕业，123456789012345678 学历末",
        employer="单位首 " + "示例科技发展公司" * 6 + " 单位末",
        address="地址首 " + "样本区示范街道一号" * 12 + " 地址末",
    )
    where = places(render(Layout.FORM, booklet(person), day=DAY), 2)
    below = next(top for word, (top, _) in where.items() if word.startswith("二、本人简历"))
    assert where["学历末"][1] <= where["单位首"][0]
    assert where["单位末"][1] <= where["地址首"][0]
    assert where["地址末"][1] <= below
