"""证书打印, for the institute: the runs of a batch, and starting one."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.domain.refusals import Refused
from certificates.domain.start_run import start_run
from certificates.forms.start_run import StartRunForm
from certificates.models import PrintRun
from certificates.queries import waiting_for_print
from certificates.views.acting import act, page_of
from certificates.views.batches import batch_of
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.catalogue.models import Batch


@require_safe
@for_roles(*INSTITUTE_ROLES)
def runs(request: HttpRequest) -> HttpResponse:
    batch, user = batch_of(request), signed_in(request)
    context: dict[str, object] = {"batch": batch, "batches": Batch.objects.published(), "form": StartRunForm()}
    if batch is not None:
        waiting = waiting_for_print(batch, user).order_by()
        context |= {
            "waiting": waiting.values("school__name").annotate(people=Count("pk")).order_by("school__code"),
            "people": waiting.count(),
            "runs": PrintRun.objects.visible_to(user)
            .filter(batch=batch)
            .with_progress()
            .select_related("school", "made_by")
            .order_by("-sequence"),
        }
    return render(request, "certificates/runs/list.html", context)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def start(request: HttpRequest) -> HttpResponse:
    batch = get_object_or_404(Batch.objects.published(), code=request.POST.get("batch", ""))
    form = StartRunForm(request.POST)
    back = page_of("certificates:runs", batch)
    if not form.is_valid():
        return act(request, _unknown_school, back)
    made: list[PrintRun] = []

    def deed() -> str:
        made.append(start_run(batch, form.cleaned_data["school"], by=signed_in(request)))
        return f"第 {made[0].sequence} 次打印已开始，共 {made[0].people} 人"

    response = act(request, deed, back)
    return redirect("certificates:run", uuid=made[0].uuid) if made else response


def _unknown_school() -> str:
    raise Refused("没有这所学校，请重新选择")
