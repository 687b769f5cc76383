"""Documents: certificates, forms and rosters as PDF against only copying the photos that go into them."""

from datetime import date

from certificates.printing.chinese_dates import chinese_date
from certificates.printing.documents import Booklet, CourseLine, Graduate
from certificates.printing.engine import Layout, render
from selfexam.bench.registry import Stopwatch, bench
from selfexam.demo.appraisals import appraisal
from selfexam.demo.portraits import draw_portrait

DAY = date(2022, 12, 30)
COURSES = tuple(CourseLine(f"{n:02d}", f"{n:05d}", f"课程{n}", "5", "78", "2021-04", "") for n in range(1, 16))
FACES = 4


@bench("certificates", sizes=(25, 100), database=False)
def certificates(watch: Stopwatch) -> None:
    portraits = [draw_portrait(seed) for seed in range(FACES)]
    people = tuple(_graduate(number, portraits[number % FACES]) for number in range(watch.size))
    booklet = Booklet("2022 年下半年", "示例考试院", "示例大学", "汉语言文学", "050101", "本科", people)
    with watch("bare: copy the photos", watch.size):
        b"".join(person.photo for person in people)
    for label, layout in (
        ("certificates", Layout.CERTIFICATE),
        ("forms, 4 pages", Layout.FORM),
        ("roster rows", Layout.ROSTER),
        ("sign-for rows", Layout.SIGN_FOR),
    ):
        with watch(label, watch.size):
            render(layout, booklet, day=DAY)


def _graduate(number: int, photo: bytes) -> Graduate:
    return Graduate(
        name="林晓禾",
        sex="女",
        ethnicity="汉族",
        birth="1999 年 3 月 7 日",
        birth_short="1999-03-07",
        political_status="群众",
        id_number="500000199903070025",
        admission_number=f"{number:012d}",
        programme="汉语言文学",
        programme_code="050101",
        level="本科",
        school="示例大学",
        certificate_number=f"6550{number:012d}1",
        graduation_date="2022 年 12 月 30 日",
        graduation_date_chinese=chinese_date(DAY),
        graduation_short="2022-12-30",
        first_enrolled="2019-10",
        phone="13800000000",
        address="示例市样本区虚构路 1 号",
        employer="",
        prior_degree="范例职业学院，专科毕业",
        appraisal=appraisal(number),
        conduct="思想品德鉴定合格",
        courses=COURSES,
        credits="75",
        photo=photo,
    )
