"""Exemptions of the demonstration: one in each state, made by candidates and by the unit's clerk. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import add_image
from applications.domain.exemptions.save_request import Evidence, Wish, open_request
from applications.exemptions.courses import open_courses
from applications.models import Application, ExemptionRequest
from applications.statuses import Status
from review.domain.exemptions.decide import Ruling, decide
from review.domain.exemptions.opinion import Advice, give_opinion
from selfexam.accounts.models import User
from selfexam.catalogue.models import Course, ExemptionRule
from selfexam.demo.cards import draw_diploma
from selfexam.demo.people import People
from selfexam.payments.domain import ask, start
from selfexam.payments.gateways.sandbox import cashier
from selfexam.records.models import StudentRecord

DEGREE = Evidence(
    "degree", school="范例大学", major="汉语言文学", level="bachelor", number="109991201905000042", pages=2
)
CERTIFICATE = Evidence("certificate", certificate="NCRE 三级", number="6553410042000073", pages=1)
SELF_STUDY = Evidence("self_study", old_number="019915100042", major="工商企业管理", number="6599915000042", pages=2)


def show_exemptions(people: People) -> None:
    """Called at the end of the open batch; whoever lacks a course there asks for its exemption."""
    _rules()
    waiting = [a for a in _submitted(people) if _needed(a)]
    half = people.walk(_asking(people), known=True).begin(people.now).fill_half()
    _draft(half.application, DEGREE, half.user)
    own = people.walk(_asking(people)).begin(people.now).fill().submit()
    _paid(own.application, SELF_STUDY, own.user)
    units = [a for a in waiting if a.record.unit_id == people.desks["unit"].unit_id]
    others = [a for a in waiting if a not in units]
    for application, agrees, approves in zip(others, (True, True), (None, True), strict=False):
        _judged(people, _paid(application, DEGREE, _holder(application)), agrees, approves)
    for application in units:
        _judged(people, _paid(application, DEGREE, people.desks["unit"]), False, False)
    _of_the_unit(people)


def _asking(people: People) -> StudentRecord:
    """The next who lacks a course that has to be there; the last of the queue are left to others."""
    return next(record for record in people.lacking if any(course.needed for course in open_courses(record)))


def _rules() -> None:
    """What a certificate counts as: examples, not the rules of any city."""
    for code in ("00018", "04736", "00015"):
        for course in Course.objects.filter(code=code):
            ExemptionRule.objects.get_or_create(kind="certificate", evidence="NCRE 三级", course=course, mark=60)


def _submitted(people: People) -> list[Application]:
    found = Application.objects.filter(batch=people.now, status=Status.SUBMITTED).select_related("record__unit")
    return list(found.select_related("record__plan", "record__holder", "batch").order_by("record__admission_number"))


def _needed(application: Application) -> list[Wish]:
    """The first course that this record has to have and lacks, as passed under the same name elsewhere."""
    needed = [course for course in open_courses(application.record) if course.needed]
    return [Wish(c.code, f"B{c.code[1:]}", c.name, "82", c.credits) for c in needed[:1]]


def _holder(application: Application) -> User:
    holder = application.record.holder
    assert holder is not None  # noqa: S101  Every candidate of the demonstration has an account.
    return holder


def _draft(application: Application, evidence: Evidence, by: User) -> ExemptionRequest:
    phone = application.record.phone
    request = open_request(application.uuid, replace(evidence, phone=phone), _needed(application), by=by)
    name, number = application.record.name, evidence.number
    picture = draw_diploma(name, "范例大学", evidence.major or "计算机", "本科", number, date(2019, 6, 30), request.pk)
    add_image(request.uuid, picture, by=by)
    return request


def _handed_in(application: Application, evidence: Evidence, by: User) -> ExemptionRequest:
    return hand_in(_draft(application, evidence, by).uuid, by=by)


def _paid(application: Application, evidence: Evidence, by: User) -> ExemptionRequest:
    request = _handed_in(application, evidence, by)
    order = order_for_rows(request.rows.values_list("uuid", flat=True), return_path="/applications/", by=by)
    start(order, "", "/")
    cashier.pay(cashier.trade_of(order.number), notify_after=None)
    ask(order)
    return request


def _judged(people: People, request: ExemptionRequest, agrees: bool, approves: bool | None) -> None:
    school = people.reviewer(request.application.record)
    for row in request.rows.all():
        said = "" if agrees else "成绩单没有教务处鲜章"
        give_opinion(request.uuid, {str(row.uuid): Advice(agrees, said)}, by=school)
        if approves is not None:
            said = "" if approves else "成绩单不能证明已修这门课程"
            decide(request.uuid, {str(row.uuid): Ruling(approves, said)}, by=people.desks["chen"])


def _of_the_unit(people: People) -> None:
    """On the clerk's grid: a form that is whole, one whose evidence is missing, one handed in and not yet paid."""
    clerk = people.desks["unit"]
    own = [a for a in _submitted(people) if a.record.unit_id == clerk.unit_id]
    asking = [(a, open_courses(a.record)) for a in own if not a.exemption_requests.exists()]
    for place, (application, courses) in enumerate([pair for pair in asking if pair[1]][:3]):
        evidence = replace(CERTIFICATE, on_paper=True, phone=application.record.phone)
        if place == 1:
            evidence = replace(evidence, certificate="", number="")
        request = open_request(application.uuid, evidence, [Wish(courses[0].code)], by=clerk)
        if place == 2:
            hand_in(request.uuid, by=clerk)
