"""The acts on an exemption form, by candidate or clerk: images, handing in, paying, taking back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.domain.exemptions import images as kept_images
from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.print_form import print_form
from applications.domain.exemptions.withdraw import withdraw_row
from applications.domain.refusals import Refused
from applications.exemptions.sheet import sheet_of
from applications.forms.images import PictureField
from applications.models import ExemptionImage, ExemptionRequest, ExemptionRow
from applications.photos.refusals import Refused as PictureRefused
from applications.views.answering import answered
from applications.views.exemptions import ASKERS
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.marked_files import respond_to
from selfexam.payments import domain as payments
from selfexam.watermark import SMALL


def _found(request: HttpRequest, uuid: UUID) -> ExemptionRequest:
    forms = ExemptionRequest.objects.visible_to(signed_in(request)).select_related("application")
    return get_object_or_404(forms, uuid=uuid)


@require_POST
@for_roles(*ASKERS)
def add_images(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Several at once; what is no picture is told by name and stops none of the others."""
    found, taken = _found(request, uuid), 0
    files = request.FILES.getlist("images")
    if not files:
        messages.warning(request, "请先选择图片")
    for file in files[: kept_images.MOST_IMAGES]:
        try:
            PictureField().clean(file)
            kept_images.add_image(found.uuid, file.read(), by=signed_in(request))
            taken += 1
        except ValidationError as error:
            messages.warning(request, f"{file.name}：{error.messages[0]}")
        except (PictureRefused, Refused) as refusal:
            messages.warning(request, f"{file.name}：{refusal.sentence}")
    if left := len(files[kept_images.MOST_IMAGES :]):
        messages.warning(request, f"一次最多上传 {kept_images.MOST_IMAGES} 张图片，后面的 {left} 张没有上传")
    if taken:
        messages.success(request, f"已上传 {taken} 张图片")
    return redirect("applications:exemption", found.uuid)


@require_POST
@for_roles(*ASKERS)
def remove_image(request: HttpRequest, uuid: UUID) -> HttpResponse:
    images = ExemptionImage.objects.visible_to(signed_in(request)).select_related("request")
    image = get_object_or_404(images, uuid=uuid)
    with answered(request):
        kept_images.remove_image(image.uuid, by=signed_in(request))
        messages.success(request, "图片已删除")
    return redirect("applications:exemption", image.request.uuid)


@require_POST
@for_roles(*ASKERS)
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, user = _found(request, uuid), signed_in(request)
    with answered(request):
        kept_images.discard(found.uuid, by=user)
        messages.success(request, "免考申请已删除")
        if user.role == Role.UNIT_CLERK:
            return redirect("review:unit-exemptions")
        return redirect("applications:exemptions", found.application.uuid)
    return redirect("applications:exemption", found.uuid)


@require_POST
@for_roles(*ASKERS)
def pay(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One order for all unpaid courses of this form, and on to the cashier."""
    found = _found(request, uuid)
    page = reverse("applications:exemption", args=[found.uuid])
    unpaid = found.rows.filter(state=ExemptionRow.State.UNPAID).values_list("uuid", flat=True)
    with answered(request):
        try:
            order = order_for_rows(list(unpaid), return_path=page, by=signed_in(request))
            back = request.build_absolute_uri(reverse("payments:return", args=[order.uuid]))
            return redirect(payments.start(order, request.POST.get("gateway", ""), back))
        except payments.PaymentRefused as refusal:
            raise Refused(refusal.sentence) from refusal
    return redirect(page)


@require_POST
@for_roles(*ASKERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    rows = ExemptionRow.objects.visible_to(signed_in(request)).select_related("request", "course")
    row = get_object_or_404(rows, uuid=uuid)
    with answered(request):
        withdraw_row(row.uuid, by=signed_in(request))
        messages.success(request, f"{row.course} 已撤回")
    return redirect("applications:exemption", row.request.uuid)


@require_safe
@for_roles(*ASKERS, *SCHOOL_ROLES, *INSTITUTE_ROLES)
def image(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """`?size=small` is what a desk's page shows; without it the image as large as it is kept."""
    user = signed_in(request)
    image = get_object_or_404(ExemptionImage.objects.visible_to(user), uuid=uuid)
    return respond_to(user, image.file, long_side=SMALL if request.GET.get("size") == "small" else None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*ASKERS, *SCHOOL_ROLES, *INSTITUTE_ROLES)
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Annex 5's form in two copies, as PDF; nothing is kept.

    A desk sends a POST: the form names the phone, and showing it is written down. Its GET leaves the phone out.
    """
    user = signed_in(request)
    found = get_object_or_404(ExemptionRequest.objects.visible_to(user).with_record(), uuid=uuid)
    asks = user.role in ASKERS
    try:
        printing = request.method == "POST" and not asks
        pdf = print_form(found, by=user) if printing else sheet_of(found, with_phone=asks)
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
        return redirect("applications:exemption" if asks else "review:exemption", found.uuid)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"免考申请表-{found.application.record.admission_number}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
