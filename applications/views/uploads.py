"""The pages that take images: ID photo, ID card sides, prior degree."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applications.card_report import card_report
from applications.completeness import needs_prior_images
from applications.domain.ask_prior import prior_is_being_checked
from applications.domain.edit import last_return, why_locked
from applications.domain.refusals import Refused
from applications.domain.save_prior import save_prior
from applications.domain.upload_document import upload_document
from applications.domain.upload_photo import upload_photo
from applications.forms.appeal import AppealForm
from applications.forms.images import IdCardForm, PhotoForm
from applications.forms.prior_degree import PriorDegreeForm
from applications.models import Application, Crop, Document, Photo
from applications.models.application import PriorLevel
from applications.photos.cropping.helping import beyond_a_crop
from applications.photos.examples import EXAMPLES
from applications.photos.file_rules import may_be_appealed
from applications.photos.look_yourself import LOOK_YOURSELF
from applications.photos.marks import marks
from applications.photos.opening import Refused as PictureRefused
from applications.same_batch import college_of, own_college_records
from applications.sections import Section
from applications.shown_rules import shown_rules
from applications.views.fetching import FILLERS, own_application
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@for_roles(*FILLERS)
def photo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = own_application(request, uuid)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST" and form.is_valid() and _took_photo(form, application, signed_in(request)):
        return redirect("applications:photo", application.uuid)
    context = photo_context(application) | {"form": form}
    return render(request, "applications/photo.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(*FILLERS)
def verdict(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The part of the photo page that HTMX asks for until the check is done; then with the buttons below it."""
    application = own_application(request, uuid)
    return render(request, "applications/_verdict_live.html", photo_context(application))


def photo_context(application: Application) -> dict[str, object]:
    """What the photo page shows: the current photo with its marks, and what may be done about it."""
    shown = application.photos.current().select_related("rule_set", "result__appeal").first()
    returned = last_return(application, Section.PHOTO)
    numbered = marks(shown.findings) if shown else []
    return {
        "application": application,
        "section": Section.PHOTO,
        "locked": why_locked(application, Section.PHOTO),
        "photo": shown,
        "returned": returned,
        # The same file sent again is no new photo; a photo from before the return is the one that came back.
        "is_unchanged": returned is not None and shown is not None and shown.uploaded_at < returned.created_at,
        "is_corrected": returned is not None and not returned.is_waiting and not _is_refused(shown),
        "marks": numbered,
        "boxes": {mark.severity for mark in numbered if mark.box},
        "can_appeal": shown is not None and shown.appeal is None and may_be_appealed(shown.findings),
        "appeal_form": AppealForm(initial={"about": shown.uuid} if shown else None),
        "examples": EXAMPLES,
        "crop": Crop.objects.for_photo(shown),
        "beyond_a_crop": beyond_a_crop(shown.findings) if shown else [],
        "most_megabytes": settings.PHOTO_MAX_BYTES // 1024 // 1024,
        "rules": shown_rules(application, shown),
        "look_yourself": LOOK_YOURSELF,
    }


def _is_refused(photo: Photo | None) -> bool:
    """By the machine, and nobody was asked to judge it."""
    if photo is None or photo.verdict != Photo.Verdict.FAIL:
        return False
    return photo.appeal is None or not photo.appeal.stands


def _took_photo(form: PhotoForm, application: Application, user: User) -> bool:
    return _took(form, "photo", lambda data: upload_photo(application.uuid, data, by=user))


@page
@for_roles(*FILLERS)
def id_card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = own_application(request, uuid)
    form = IdCardForm(request.POST, request.FILES) if request.method == "POST" else IdCardForm()
    if request.method == "POST" and form.is_valid():
        kinds = (Document.Kind.ID_FRONT, Document.Kind.ID_BACK)
        if not request.FILES:
            documents = application.documents.current().values_list("kind", flat=True)
            form.add_error(next((kind for kind in kinds if kind not in documents), kinds[0]), "请先选择图片")
        elif _took_documents(form, application, kinds, signed_in(request)):
            messages.success(request, "身份证图片已保存")
            # Back to the same page, as with the photo: it says what was read and what is doubtful.
            return redirect("applications:id-card", application.uuid)
    context = {
        "application": application,
        "section": Section.ID_CARD,
        "locked": why_locked(application, Section.ID_CARD),
        "documents": {d.kind: d for d in application.documents.current()},
        "form": form,
        "report": card_report(application),
    }
    return render(request, "applications/id_card.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(*FILLERS)
def card_readings(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The part of the ID card page that HTMX asks for until both sides are read."""
    application = own_application(request, uuid)
    locked = why_locked(application, Section.ID_CARD)
    context = {"application": application, "locked": locked, "report": card_report(application)}
    return render(request, "applications/_card_report.html", context)


@page
@for_roles(*FILLERS)
def prior_degree(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The number is saved even if an image is still missing; the page then says which one."""
    application = own_application(request, uuid)
    if not application.record.programme.is_bachelor:
        raise Http404("a junior-college programme asks for no prior degree")
    fields = ("prior_number", "prior_school", "prior_level")
    initial = {name: getattr(application, name) for name in fields}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PriorDegreeForm(*sent, initial=initial, same_batch=application.batch.allows_same_batch)
    if request.method == "POST" and form.is_valid() and _took_prior(form, application, signed_in(request)):
        application.refresh_from_db()
        return _after_prior(request, application)
    context = {
        "application": application,
        "section": Section.PRIOR_DEGREE,
        "locked": why_locked(application, Section.PRIOR_DEGREE),
        "documents": {d.kind: d for d in application.documents.current()},
        "needs_images": needs_prior_images(application),
        "is_checking": prior_is_being_checked(application),
        "college": college_of(application),
        "own_colleges": own_college_records(application.record) if application.batch.allows_same_batch else [],
        "form": form,
    }
    return render(request, "applications/prior_degree.html", context, status=422 if form.is_bound else 200)


def _took_prior(form: PriorDegreeForm, application: Application, user: User) -> bool:
    said = form.cleaned_data
    try:
        save_prior(
            application.uuid,
            number=said["prior_number"],
            school=said["prior_school"],
            level=said["prior_level"],
            by=user,
        )
    except Refused as refusal:
        form.add_error("prior_number" if said["prior_level"] == PriorLevel.SAME_BATCH else None, refusal.sentence)
        return False
    return _took_documents(form, application, (Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM), user)


def _after_prior(request: HttpRequest, application: Application) -> HttpResponse:
    kinds = {Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM}
    missing = kinds - {d.kind for d in application.documents.current()}
    if needs_prior_images(application) and missing:
        messages.warning(request, "编号已保存。学信网没有核对到之前，还要补充下面的图片")
        return redirect("applications:prior-degree", application.uuid)
    messages.success(request, "前置学历已保存")
    return redirect("applications:detail", application.uuid)


def _keep_document(application: Application, kind: Document.Kind, user: User, data: bytes) -> None:
    upload_document(application.uuid, kind, data, by=user)


def _took_documents(form: Form, application: Application, kinds: tuple[Document.Kind, ...], user: User) -> bool:
    took = [
        _took(form, kind.value, partial(_keep_document, application, kind, user))
        for kind in kinds
        if form.cleaned_data.get(kind.value)
    ]
    return all(took)


def _took(form: Form, field: str, keep: Callable[[bytes], object]) -> bool:
    """Read one upload and hand it on; a refusal stands beside its field."""
    upload = form.cleaned_data[field]
    try:
        keep(upload.read())
    except (PictureRefused, Refused) as refusal:
        form.add_error(field, refusal.sentence)
        return False
    return True
