"""The notice's lists for tests (annexes 2–4), as far as they are needed: two papers, one of them with a requirement."""

from applications.models import Application, MaterialRule
from applications.papers import Line, standing_of
from review.domain.intake import Entry
from selfexam.catalogue.code_tables import Route

CARD, MARKS = "准考证复印件", "专科成绩册"


def general_lists() -> None:
    """Unit and individual candidates hand in both papers; an exemption form besides, if they ask for exemptions."""
    for route in (Route.COLLECTIVE_UNIT, Route.INDIVIDUAL):
        for position, name in enumerate((CARD, MARKS), 1):
            MaterialRule.objects.create(name=name, route=route, level="5", block="graduation", position=position)
        MaterialRule.objects.create(name="免考申请表", route=route, level="5", block="exemption", position=1)


def fresh(application: Application) -> Application:
    return Application.objects.with_record().get(pk=application.pk)


def line_of(application: Application, name: str) -> Line:
    return next(line for line in standing_of(fresh(application)).lines if line.name == name)


def entry(application: Application, name: str, copies: int = 1, defect: str = "") -> Entry:
    """As a page opened now would send it."""
    line = line_of(application, name)
    return Entry(line.key, copies, defect, line.paper.version if line.paper else 0)
