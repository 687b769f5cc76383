"""The candidate asks the reviewer to judge a photo that the machine refused."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.domain.appeal_photo import appeal_photo
from applications.forms.appeal import AppealForm
from applications.forms.images import PhotoForm
from applications.views.answering import answered
from applications.views.fetching import FILLERS, own_application
from applications.views.uploads import photo_context
from selfexam.accounts.access import for_roles, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*FILLERS)
def photo_appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A POST writes the appeal; whoever reloads the address afterwards lands on the photo page."""
    application = own_application(request, uuid)
    if request.method != "POST":
        return redirect("applications:photo", application.uuid)
    form = AppealForm(request.POST)
    if form.is_valid():
        with answered(request):
            sentence = form.cleaned_data["sentence"]
            appeal_photo(application.uuid, form.cleaned_data["about"], sentence, by=signed_in(request))
            messages.success(request, "理由已保存，会和照片一起交给老师")
        return redirect("applications:photo", application.uuid)
    context = photo_context(application) | {"form": PhotoForm(), "appeal_form": form}
    return render(request, "applications/photo.html", context, status=422)
