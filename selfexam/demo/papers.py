"""Papers of the demonstration: some have come, some are missing, one has a defect, one list went to the school."""

from itertools import islice

from django.utils import timezone

from applications.models import Application
from applications.papers import Line, standing_of
from applications.statuses import Status
from review.domain.intake import Entry, take
from review.domain.look_up import look_up
from review.domain.paper_lists import ListKey, keep_own, save_due, save_line
from review.domain.transfers import confirm, hand_over
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch
from selfexam.wording import DAY

NO_SEAL = "没有盖教务处鲜章，请补盖"


def bring_papers(desks: dict[str, User], batch: Batch) -> None:
    """Called once by the scenario, when everybody of `batch` stands where they shall stand."""
    _lists(desks, batch)
    _school(desks["wang"], batch)
    _unit(desks["fang"], desks["wang"], batch)
    _district(desks["deng"], batch)


def _lists(desks: dict[str, User], batch: Batch) -> None:
    """The institute sets the earlier day of annex 3, a school adds a paper of its own for its second-degree people."""
    electronic = ListKey(None, batch, Route.INDIVIDUAL, Level.JUNIOR_COLLEGE)
    keep_own(electronic, by=desks["zhou"])
    save_due(electronic, max(batch.review_until - 4 * DAY, timezone.now() + DAY), by=desks["zhou"])
    own = ListKey(desks["li"].school, None, Route.SECOND_DEGREE, Level.BACHELOR)
    keep_own(own, by=desks["li"])
    extra = {"block": "graduation", "name": "毕业登记信息核对表", "copies": 2, "form": "paper", "place": "交班主任"}
    save_line(own, None, {**extra, "requirement": "本人签名"}, by=desks["li"])


def _people(batch: Batch, **where: object) -> list[Application]:
    handed_in = Application.objects.filter(batch=batch, **where).exclude(status__in=(Status.DRAFT, Status.WITHDRAWN))
    rows = handed_in.with_record().order_by("record__admission_number")
    return [one for one in rows if standing_of(one).due]


def _bring(application: Application, most: int, by: User, defect: str = "") -> None:
    """The first `most` papers of the list; the last of them with `defect`."""
    due = list(islice((line for line in standing_of(application).lines if line.due), most))
    entries = [Entry(line.key, line.copies, _wrong(line, due, defect), 0) for line in due]
    look_up(application.record.admission_number, by=by)
    take(application.uuid, entries, by=by)


def _wrong(line: Line, due: list[Line], defect: str) -> str:
    return defect if line is due[-1] else ""


def _school(by: User, batch: Batch) -> None:
    people = _people(batch, school=by.school, record__route=Route.SECOND_DEGREE)
    for application, most in zip(people, (9, 2), strict=False):
        _bring(application, most, by)


def _unit(teacher: User, school: User, batch: Batch) -> None:
    """Two are handed over and confirmed; of those that came since one lacks its seal."""
    people = _people(batch, record__unit=teacher.unit)
    for application in people[:2]:
        _bring(application, 9, teacher)
    if people:
        transfer = hand_over(people[0].school, by=teacher)
        confirm(transfer.uuid, transfer.copies, "", by=school)
    for application, defect in zip(people[2:4], (NO_SEAL, ""), strict=False):
        _bring(application, 2, teacher, defect)


def _district(by: User, batch: Batch) -> None:
    people = _people(batch, record__route=Route.INDIVIDUAL)
    for application, most in zip(people, (9, 3), strict=False):
        _bring(application, most, by)
