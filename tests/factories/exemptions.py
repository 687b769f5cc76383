"""Exemption forms in any state, made by the acts that the pages call, with every desk of the cast doing its part."""

from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import add_image
from applications.domain.exemptions.save_request import Evidence, Wish, open_request
from applications.models import Application, ExemptionRequest, ExemptionRow
from applications.statuses import Status
from review.domain.exemptions.decide import Ruling, decide
from review.domain.exemptions.opinion import Advice, give_opinion
from selfexam.accounts.models import User
from selfexam.payments.domain import ask, start
from selfexam.payments.gateways.sandbox import cashier
from selfexam.payments.models import Order
from selfexam.records.models import Credit
from tests.cast import Cast
from tests.factories.applications import jpeg

CERTIFICATE = Evidence("certificate", phone="13800000073", certificate="NCRE 一级", number="6500000073", pages=1)
DEGREE = Evidence("degree", phone="13800000073", school="范例学院", major="计算机应用", level="bachelor", pages=2)


def lacking(cast: Cast, *slots: int, status: str = Status.DRAFT, **fields: object) -> Application:
    """An application whose record has not passed the courses of these slots (counted from 0) of the small plan."""
    application = cast.application(status, **fields)  # type: ignore[arg-type]
    numbers = [f"{slot + 1:02d}" for slot in slots or (0,)]
    courses = cast.plan.slots.filter(number__in=numbers).values("courses__course")
    Credit.objects.filter(record=application.record, course__in=courses).delete()
    return application


def code_of(cast: Cast, slot: int = 0) -> str:
    return str(cast.plan.slots.get(number=f"{slot + 1:02d}").courses.order_by("pk")[0].course.code)


def candidate_of(application: Application) -> User:
    assert application.record.holder is not None
    return application.record.holder


def draft(cast: Cast, application: Application | None = None, *, by: User | None = None) -> ExemptionRequest:
    """Whole, with an image, not handed in; by the candidate unless a clerk is given."""
    application = application or lacking(cast)
    user = by or candidate_of(application)
    request = open_request(application.uuid, CERTIFICATE, [Wish(code_of(cast))], by=user)
    add_image(request.uuid, jpeg(800, 600), by=user)
    return request


def handed_in(cast: Cast, application: Application | None = None, *, by: User | None = None) -> ExemptionRequest:
    request = draft(cast, application, by=by)
    return hand_in(request.uuid, by=by or candidate_of(request.application))


def row_of(request: ExemptionRequest) -> ExemptionRow:
    return request.rows.get()


def order_of_request(request: ExemptionRequest, by: User | None = None) -> Order:
    keys = list(request.rows.values_list("uuid", flat=True))
    return order_for_rows(keys, return_path="/applications/", by=by or candidate_of(request.application))


def pay(order: Order) -> None:
    start(order, "", "/")
    cashier.pay(cashier.trade_of(order.number), notify_after=None)
    ask(order)


def paid(cast: Cast, application: Application | None = None, *, by: User | None = None) -> ExemptionRequest:
    request = handed_in(cast, application, by=by)
    pay(order_of_request(request, by))
    return request


def advised(cast: Cast, application: Application | None = None, *, agrees: bool = True) -> ExemptionRequest:
    request = paid(cast, application)
    note = "" if agrees else "证书看不清"
    give_opinion(request.uuid, {str(row_of(request).uuid): Advice(agrees, note)}, by=cast.reviewer)
    return request


def decided(
    cast: Cast, application: Application | None = None, *, approves: bool = True, mark: int | None = 60
) -> ExemptionRequest:
    request = advised(cast, application)
    ruling = Ruling(approves, "" if approves else "证书与课程不对应", mark)
    decide(request.uuid, {str(row_of(request).uuid): ruling}, by=cast.chen)
    return request
