"""专本同办 in the demonstration: one person applies for the 专科 and, resting on it, for the 本科 of the same batch."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from selfexam.catalogue.importing.run import import_files
from selfexam.catalogue.models import Plan, PlanSlot
from selfexam.demo.people import People
from selfexam.demo.walk import Walk
from selfexam.records.domain.activate import join
from selfexam.records.models import StudentRecord

ADMISSION_NUMBER, PROGRAMME, SITTING = "019919190001", "590206", "2023-04"


def both_at_once(people: People) -> None:
    """Both applications are handed in; the 专科 is still in first review, so the 本科 waits for it."""
    record = next(record for record in people.ready if record.programme.is_bachelor)
    college = _college_record_of(record)
    bachelor = people.walk(record, known=True)
    join(college, user=bachelor.user)
    Walk(college, bachelor.user, people.count).begin(people.now).fill().submit()
    bachelor.begin(people.now).fill().rest_on_college(college).submit()


def _college_record_of(person: StudentRecord) -> StudentRecord:
    """A second record of the same person with every pass of the plan, brought in by the importer like all others."""
    plan = Plan.objects.select_related("programme").get(programme__code=PROGRAMME)
    with TemporaryDirectory() as folder:
        people, passes = Path(folder) / "考籍.csv", Path(folder) / "成绩.csv"
        _write(people, [_row(person, plan)])
        _write(passes, _passes(plan))
        problems = [str(problem) for outcome in import_files([people, passes]) for problem in outcome.problems]
    if problems:
        raise RuntimeError("；".join(problems))
    return StudentRecord.objects.select_related("programme", "plan", "school").get(admission_number=ADMISSION_NUMBER)


def _row(person: StudentRecord, plan: Plan) -> dict[str, str]:
    school = plan.programme.schools.order_by("code")[0]
    return {
        "准考证号": ADMISSION_NUMBER,
        "姓名": person.name,
        "性别": person.get_sex_display(),
        "出生日期": f"{person.birth_date:%Y-%m-%d}",
        "民族": person.get_ethnicity_display(),
        "政治面貌": person.get_political_status_display(),
        "证件类型": person.get_id_type_display(),
        "证件号码": person.id_number,
        "专业代码": PROGRAMME,
        "层次": "专科",
        "版本": plan.version,
        "院校代码": school.code,
        "考生类别": "社会考生",
        "单位代码": "",
        "首次报考": "2019-10",
        "电话": person.phone,
    }


def _passes(plan: Plan) -> list[dict[str, str]]:
    rows = []
    for slot in plan.slots.prefetch_related("courses__course"):
        for part in slot.courses.all():
            practical = part.part == "practice" or slot.kind == PlanSlot.Kind.PRACTICE
            rows.append(
                {
                    "准考证号": ADMISSION_NUMBER,
                    "课程代码": part.course.code,
                    "成绩": "76",
                    "考次": SITTING,
                    "来源": "实践考核" if practical else "统考",
                }
            )
    return rows


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
