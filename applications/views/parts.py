"""The pages of single parts: record, courses, contact, appraisal, materials. Each saves itself and goes on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from applications.audit import audit_record
from applications.card_report import card_address
from applications.completeness import appraisal_length, part_states
from applications.domain.edit import save_part, why_locked
from applications.exemptions.entry import exemption_entry
from applications.forms.appraisal import AppraisalForm
from applications.forms.contact import ContactForm
from applications.models import Application
from applications.papers import papers_context
from applications.same_batch import rests_on_same_batch
from applications.sections import Section
from applications.statuses import GRADUATING, UNPAID, Status
from applications.views.answering import answered
from applications.views.fetching import FILLERS, own_application
from selfexam.accounts.access import for_roles, signed_in

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@for_roles(*FILLERS)
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """核对考籍: what will be printed on the certificate, confirmed by the candidate."""
    application = own_application(request, uuid)
    if request.method == "POST":
        return _saved(request, application, Section.RECORD, {"record_confirmed_at": timezone.now()})
    record = application.record
    extra = {"record": record, "correction": record.corrections.open().prefetch_related("items").first()}
    return _shown(request, application, Section.RECORD, "applications/record.html", extra)


@page
@for_roles(*FILLERS)
def courses(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """毕业条件自查: the degree audit; after a return the candidate says that it was seen to."""
    application = own_application(request, uuid)
    if request.method == "POST":
        return _saved(request, application, Section.COURSES, {})
    extra = {
        "audit": audit_record(application.record),
        "plan": application.record.plan,
        # A record that has graduated fails the audit for a new application; this one has been judged.
        "is_judged": application.status in GRADUATING,
        "exemption_entry": exemption_entry(application),
    }
    return _shown(request, application, Section.COURSES, "applications/courses.html", extra)


@page
@for_roles(*FILLERS)
def contact(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An address that is still empty is offered as the ID card says it; only saving the form takes it over."""
    application = own_application(request, uuid)
    fields = ("phone", "address", "postcode", "email", "employer")
    initial = {name: getattr(application, name) for name in fields}
    suggested = card_address(application) if not application.address else ""
    form = ContactForm(request.POST or None, initial=initial | ({"address": suggested} if suggested else {}))
    if request.method == "POST" and form.is_valid():
        return _saved(request, application, Section.CONTACT, form.cleaned_data)
    extra = {"form": form, "suggested": suggested}
    return _shown(request, application, Section.CONTACT, "applications/contact.html", extra, form)


@page
@for_roles(*FILLERS)
def appraisal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A text under the least length is kept as a draft and the page says how much is missing."""
    application = own_application(request, uuid)
    form = AppraisalForm(request.POST or None, initial={"appraisal": application.appraisal})
    if request.method == "POST" and form.is_valid():
        short = application.batch.least_appraisal - appraisal_length(form.cleaned_data["appraisal"])
        said = f"草稿已保存，还差 {short} 字" if short > 0 else ""
        back_here = "applications:appraisal" if short > 0 else ""
        return _saved(request, application, Section.APPRAISAL, form.cleaned_data, said, back_here)
    extra = {"form": form, "length": appraisal_length(application.appraisal)}
    return _shown(request, application, Section.APPRAISAL, "applications/appraisal.html", extra, form)


@page
@for_roles(*FILLERS)
def materials(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """材料清单 by route and level, as the school or the institute has set it."""
    application = own_application(request, uuid)
    if request.method == "POST":
        return _saved(request, application, Section.MATERIALS, {"materials_read_at": timezone.now()})
    is_awaited = application.status in UNPAID or application.status == Status.PAID
    extra = papers_context(application) | {
        "is_awaited": is_awaited,
        "rests_on_college": rests_on_same_batch(application),
    }
    return _shown(request, application, Section.MATERIALS, "applications/materials.html", extra)


def _saved(
    request: HttpRequest,
    application: Application,
    section: Section,
    values: Mapping[str, Any],
    said: str = "",
    back_here: str = "",
) -> HttpResponse:
    with answered(request):
        save_part(application.uuid, section, values, by=signed_in(request))
        messages.success(request, said or f"{section.label}已保存")
    return redirect(back_here or "applications:detail", application.uuid)


def _shown(
    request: HttpRequest,
    application: Application,
    section: Section,
    template: str,
    extra: Mapping[str, Any],
    form: Form | None = None,
) -> HttpResponse:
    state = next((state for state in part_states(application) if state.part.section == section), None)
    context = {
        "application": application,
        "section": section,
        "state": state,
        "locked": why_locked(application, section),
    }
    status = 422 if form is not None and form.is_bound and not form.is_valid() else 200
    return render(request, template, {**context, **extra}, status=status)
