"""免考录入: the unit's grid of people and courses, and handing in what is whole with one order for all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.for_unit import (
    Came,
    Ticked,
    hand_in_all,
    ready_drafts,
    returned_forms,
    save_grid,
    unpaid_rows,
)
from applications.domain.refusals import Refused
from applications.exemptions.grid import grid_of, people_of, plans_of
from applications.exemptions.missing import missing_of
from applications.models import ExemptionLimits, ExemptionRequest
from applications.views.answering import answered
from review.queries import matching
from review.views.choosing import chosen
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch, Plan
from selfexam.payments import domain as payments
from selfexam.typed import plain

PAGE = 50
MOST_TOLD = 8
# More lines than a page has are nobody's page.
MOST_SENT = 200


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.UNIT_CLERK)
def grid(request: HttpRequest) -> HttpResponse:
    user, batch = signed_in(request), Batch.objects.current()
    plans = plans_of(user, batch)
    plan = _chosen_plan(request, plans)
    people = people_of(user, batch).filter(record__plan=plan)
    text = chosen(request, "q")
    ticked, again = _ticked(request), list[str]()
    if request.method == "POST":
        came = _save(ticked, user, batch)
        again = came.again
        going_on = request.POST.get("then") == "submit" and not came.refused
        if came.done or not going_on:
            _say(request, came)
        if not again:
            here = f"{request.path}?{request.GET.urlencode()}"
            return redirect("review:unit-exemptions-submit" if going_on else here)
    page = Paginator(matching(people, text), PAGE).get_page(request.GET.get("page"))
    columns, lines = grid_of(list(page.object_list), user)
    totals = [sum(line.cells[n].chosen for line in lines) for n in range(len(columns))]
    for line in lines:
        if (key := str(line.application.uuid)) in again:
            line.typed(ticked[key].basis, ticked[key].codes)
    return render(
        request,
        "review/unit_exemptions.html",
        _sums(user, batch)
        | {
            "batch": batch,
            "unit": user.unit,
            "plans": plans,
            "plan": plan,
            "key": _key(plan) if plan else "",
            "text": text,
            "page": page,
            "columns": columns,
            "people": lines,
            "bases": ExemptionRequest.Basis.choices,
            "totals": totals,
            "limits": ExemptionLimits.of(batch) if batch else None,
            "returned": returned_forms(user, batch.pk if batch else None),
            "closed": bool(batch) and timezone.now() >= ExemptionLimits.of(batch).until if batch else True,
        },
        status=422 if again else 200,
    )


def _key(plan: Plan) -> str:
    return f"{plan.programme.code}-{plan.programme.level}-{plan.version}"


def _chosen_plan(request: HttpRequest, plans: list[Plan]) -> Plan | None:
    wanted = chosen(request, "plan")
    return next((plan for plan in plans if _key(plan) == wanted), plans[0] if plans else None)


def _save(ticked: dict[str, Ticked], user: User, batch: Batch | None) -> Came:
    """Whoever was on the page that was sent, on whatever page they stand by now."""
    people = grid_of(list(people_of(user, batch).filter(uuid__in=ticked)), user)[1]
    came = save_grid(people, ticked, by=user)
    here = {str(person.application.uuid) for person in people}
    if gone := sum(one.is_touched for key, one in ticked.items() if key not in here):
        came.refused.append(f"有 {gone} 位考生现在不能再申请免考，没有保存")
    return came


def _ticked(request: HttpRequest) -> dict[str, Ticked]:
    """By the application's uuid; beside it stands what the page had shown of the person."""
    found = {}
    for sent in request.POST.getlist("person")[:MOST_SENT]:
        person, _, shown = sent.partition(" ")
        try:
            key = str(UUID(person))
        except ValueError:
            continue
        basis = request.POST.get(f"basis-{person}", "")
        codes = frozenset(plain(code) for code in request.POST.getlist(f"course-{person}"))
        found[key] = Ticked(basis if basis in ExemptionRequest.Basis.values else "", codes, shown)
    return found


def _say(request: HttpRequest, came: Came) -> None:
    if came.done:
        messages.success(request, f"已保存 {came.done} 人")
    elif not came.refused:
        messages.info(request, "没有改动，不需要保存")
    for sentence in came.refused[:MOST_TOLD]:
        messages.warning(request, sentence)
    if len(came.refused) > MOST_TOLD:
        messages.warning(request, f"还有 {len(came.refused) - MOST_TOLD} 人没有保存")


def _sums(user: User, batch: Batch | None) -> dict[str, Any]:
    """What is whole, what lacks something, what is handed in and unpaid; over the whole unit."""
    drafts = ready_drafts(user, batch.pk if batch else None)
    ready, lacking = [], []
    for form in drafts:
        missing = missing_of(form, list(form.rows.all()), len(form.images.all()))
        if missing:
            lacking.append((form, missing))
        else:
            ready.append(form)
    unpaid = unpaid_rows(user, batch.pk if batch else None)
    number, fee = sum(len(form.rows.all()) for form in ready) + len(unpaid), batch.exemption_fee if batch else 0
    return {"ready": ready, "lacking": lacking, "unpaid": unpaid, "number": number, "fee": fee, "sum": number * fee}


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.UNIT_CLERK)
def submit(request: HttpRequest) -> HttpResponse:
    """Shows who is handed in and who stays behind, asks who pays, then does it."""
    user, batch = signed_in(request), Batch.objects.current()
    sums = _sums(user, batch)
    if request.method != "POST":
        return render(request, "review/unit_exemptions_submit.html", sums | {"batch": batch, "unit": user.unit})
    candidates_pay = request.POST.get("payer") == "candidates"
    came = hand_in_all(sums["ready"], candidates_pay=candidates_pay, by=user)
    if came.done:
        messages.success(request, f"已提交 {came.done} 份免考申请")
    for sentence in came.refused[:MOST_TOLD]:
        messages.warning(request, sentence)
    unpaid = unpaid_rows(user, batch.pk) if batch is not None else []
    # Where no fee is asked nothing is unpaid; where nothing was done either, the cashier's door says so.
    if not candidates_pay and (unpaid or not came.done):
        with answered(request):
            return _to_cashier(request, [row.uuid for row in unpaid], user)
    return redirect("review:unit-exemptions")


def _to_cashier(request: HttpRequest, rows: list[UUID], user: User) -> HttpResponse:
    try:
        order = order_for_rows(rows, return_path=reverse("review:unit-exemptions-submit"), by=user)
        back = request.build_absolute_uri(reverse("payments:return", args=[order.uuid]))
        return redirect(payments.start(order, request.POST.get("gateway", ""), back))
    except payments.PaymentRefused as refusal:
        raise Refused(refusal.sentence) from refusal
