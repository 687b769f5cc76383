"""电子注册, for the institute: who waits, the packages that went out, and making a new one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from applications.models import Application
from certificates.domain.make_package import build_again, make_package
from certificates.models import RegistrationEntry, RegistrationPackage
from certificates.queries import accepted_but_not_yet_registered, waiting_for_registration
from certificates.views.acting import act, page_of
from certificates.views.batches import batch_of
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.catalogue.models import Batch

ROWS = 20


@require_safe
@for_roles(*INSTITUTE_ROLES)
def registration(request: HttpRequest) -> HttpResponse:
    batch, user = batch_of(request), signed_in(request)
    context: dict[str, object] = {"batch": batch, "batches": Batch.objects.published()}
    if batch is not None:
        waiting = waiting_for_registration(batch, user)
        page = Paginator(waiting, ROWS).get_page(request.GET.get("page"))
        earlier = _rejections(batch)
        entries = RegistrationEntry.objects.filter(package__batch=batch)
        registered = Application.objects.visible_to(user).filter(batch=batch, registered_at__isnull=False)
        context |= {
            "page": page,
            "rows": [(application, earlier.get(application.pk)) for application in page],
            "sent": entries.filter(result=RegistrationEntry.Result.WAITING).count(),
            "registered": registered.count(),
            "under_way": accepted_but_not_yet_registered(batch, user).count(),
            "rejected": waiting.filter(pk__in=earlier).count(),
            "packages": RegistrationPackage.objects.visible_to(user)
            .filter(batch=batch)
            .with_counts()
            .select_related("made_by")
            .order_by("-sequence"),
        }
    return render(request, "certificates/registration/overview.html", context)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def make(request: HttpRequest) -> HttpResponse:
    batch = get_object_or_404(Batch.objects.published(), code=request.POST.get("batch", ""))

    def deed() -> str:
        package = make_package(batch, by=signed_in(request))
        return f"第 {package.sequence} 包正在生成，共 {package.rows} 人"

    return act(request, deed, page_of("certificates:registration", batch))


@require_POST
@for_roles(*INSTITUTE_ROLES)
def make_again(request: HttpRequest, uuid: str) -> HttpResponse:
    user = signed_in(request)
    package = get_object_or_404(RegistrationPackage.objects.visible_to(user), uuid=uuid)

    def deed() -> str:
        build_again(package, by=user)
        return f"第 {package.sequence} 包正在重新生成"

    return act(request, deed, page_of("certificates:registration", package.batch))


def _rejections(batch: Batch) -> dict[int, str]:
    """The latest reason of everybody who was rejected before, to be shown beside the name."""
    rejected = RegistrationEntry.objects.filter(package__batch=batch, result=RegistrationEntry.Result.REJECTED)
    return dict(rejected.order_by("answered_at").values_list("application_id", "message"))
