"""The school's counter (现场受理): find a person, see whether there is an application, open one or take one over."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applications.domain.begin import why_not_begin
from applications.domain.open_at_counter import (
    live_application,
    open_at_counter,
    take_over_at_counter,
    why_not_opened,
)
from applications.domain.refusals import AlreadyDone, Refused
from applications.forms.counter import AcceptForm, FindForm
from applications.models import Application
from applications.statuses import EDITABLE
from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.catalogue.models import Batch
from selfexam.digests import keyed_digest
from selfexam.records.models import StudentRecord

MOST = 20
page = require_http_methods(["GET", "HEAD", "POST"])


@page
@never_cache
@for_roles(*SCHOOL_ROLES)
def counter(request: HttpRequest) -> HttpResponse:
    """The search is a POST, so that no ID number stands in an address; a single hit leads on to its page."""
    user = signed_in(request)
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[StudentRecord] = []
    if request.method == "POST" and form.is_valid():
        found = list(_find(user, form.cleaned_data["wanted"])[: MOST + 1])
        if len(found) == 1:
            return redirect("applications:counter-record", found[0].uuid)
    mine = Application.objects.visible_to(user).filter(counter_opened_at__isnull=False).with_record()
    mine = mine.select_related("counter_opened_by").order_by("-counter_opened_at")
    context = {
        "form": form,
        "found": found[:MOST],
        "has_more": len(found) > MOST,
        "batch": Batch.objects.current(),
        "at_work": mine.filter(status__in=EDITABLE),
        "handed_in": mine.exclude(status__in=EDITABLE)[:MOST],
    }
    return render(request, "applications/counter/counter.html", context)


def _find(user: User, wanted: str) -> QuerySet[StudentRecord]:
    number = typed.number(wanted)
    hits = (
        Q(admission_number=number) | Q(id_digest=keyed_digest(number)) | Q(name__icontains=typed.part_of_name(wanted))
    )
    seen = StudentRecord.objects.visible_to(user)
    return seen.filter(hits).select_related("programme", "holder").order_by("admission_number")


@page
@never_cache
@for_roles(*SCHOOL_ROLES)
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One record: what there is already, and the form that opens an application or takes one over."""
    return _record(request, uuid, AcceptForm())


@require_POST
@for_roles(*SCHOOL_ROLES)
def open_case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _accepted(request, uuid, open_at_counter)


@require_POST
@for_roles(*SCHOOL_ROLES)
def take_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _accepted(request, uuid, take_over_at_counter)


def _accepted(request: HttpRequest, uuid: UUID, act: Callable[..., Application]) -> HttpResponse:
    record = _seen(request, uuid)
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            case = act(record.uuid, reason=form.told, is_present=form.cleaned_data["is_present"], by=signed_in(request))
            return redirect("applications:counter-case", case.uuid)
        except AlreadyDone:
            live = live_application(record)
            return redirect("applications:counter-case", live.uuid) if live else redirect("applications:counter")
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return _record(request, uuid, form)


def _seen(request: HttpRequest, uuid: UUID) -> StudentRecord:
    seen = StudentRecord.objects.visible_to(signed_in(request))
    return get_object_or_404(seen.select_related("programme", "school", "unit", "holder"), uuid=uuid)


def _record(request: HttpRequest, uuid: UUID, form: AcceptForm) -> HttpResponse:
    record = _seen(request, uuid)
    live, batch = live_application(record), Batch.objects.current()
    # Of an application begun online, or at another school, nothing is told but that there is one.
    own = live is not None and live.school_id == signed_in(request).school_id
    may_take_over = live is not None and own and not live.is_at_counter and live.status in EDITABLE
    context = {
        "record": record,
        "batch": batch,
        "live": live,
        "case": live if live is not None and own and live.is_at_counter else None,
        "may_take_over": may_take_over,
        "refusal": _refusal(record, live, batch) if own or live is None else None,
        "form": form,
    }
    return render(request, "applications/counter/record.html", context, status=422 if form.errors else 200)


def _refusal(record: StudentRecord, live: Application | None, batch: Batch | None) -> str | None:
    """Why nothing can be opened here; None while something can be opened, taken over or gone on with."""
    if live is not None:
        return None if live.is_at_counter else why_not_opened(live)
    return why_not_begin(record, batch) if batch else "现在没有开放的批次，请等考试院通知"
