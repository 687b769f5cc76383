"""The school's worklist, and the way from one application to the next."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from applications.models import Application, AuditStanding, Photo
from applications.statuses import Status
from review.desk_counts import desk_counts
from review.domain.claims import claim_next
from review.filters import HELD, Filters
from review.pace import pace
from review.pace_chart import chart
from review.paging import Listed, page_of
from review.queries import DESK_TABS, queue, with_hints
from review.views.choosing import chosen_batch
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.accounts.tab_counts import counts
from selfexam.catalogue.code_tables import Route
from selfexam.catalogue.models import Batch, Programme, Unit

PAGE = 25


@counts("review:queue")
def waiting(user: User) -> int:
    """待审 of the current batch: the number of the list's first tab, so that the navigation says the same."""
    current = Batch.objects.published().filter(apply_from__lte=timezone.now()).order_by("-apply_from").values("pk")[:1]
    return Application.objects.visible_to(user).awaiting_first_review().filter(batch=current).count()


@require_safe
@for_roles(*SCHOOL_ROLES)
def queue_page(request: HttpRequest) -> HttpResponse:
    """Filters stay in the address."""
    batch, user = chosen_batch(request), signed_in(request)
    applications = Application.objects.visible_to(user).filter(batch=batch)
    filters, code = Filters.read(request.GET), batch.code if batch else ""
    numbers = desk_counts(applications)
    rows = filters.held_by(queue(applications, filters), user)
    listed = Listed(rows, with_hints, numbers.by_state[filters.state] if filters.is_whole else None)
    speed = pace(user.school, batch, numbers.by_state[Status.SUBMITTED]) if batch else None
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "filters": filters,
        "kept": filters.kept(code),
        "of_batch": urlencode({"batch": code}),
        "asked": filters.kept(code, state=True),
        "tabs_of_desk": [(state, label, numbers.by_state[state]) for state, label in DESK_TABS],
        "programmes": Programme.objects.filter(schools=user.school_id),
        "page": page_of(listed, PAGE, request.GET.get("page")),
        "photo_verdicts": Photo.Verdict.choices,
        "audit_verdicts": AuditStanding.Verdict.choices,
        "routes": Route.choices,
        "units": Unit.objects.filter(school=user.school_id),
        "held": HELD,
        "counts": numbers,
        "pace": speed,
        "chart": chart(speed) if speed else None,
    }
    return render(request, "review/queue.html", context)


@require_POST
@for_roles(*SCHOOL_ROLES)
def next_up(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """To the next application that nobody else is reviewing; `uuid` is the one whose page was open."""
    mine = Application.objects.visible_to(signed_in(request)).select_related("batch")
    after = get_object_or_404(mine, uuid=uuid) if uuid else None
    return to_next(request, after, after.batch if after else chosen_batch(request))


def to_next(request: HttpRequest, after: Application | None, batch: Batch | None) -> HttpResponse:
    """The filters of the list that the reviewer came from stay in the address, and the next one is one of theirs."""
    user, filters = signed_in(request), Filters.read(request.GET).for_review()
    mine = Application.objects.visible_to(user).filter(batch=batch)
    following = claim_next(mine, by=user, after=after, filters=filters)
    kept = f"?{filters.kept(batch.code if batch else '')}"
    if following is None:
        messages.info(request, "没有其他待审的申请了" if filters.is_whole else "按现在的条件，没有其他待审的申请了")
        return redirect(reverse("review:queue") + kept)
    address = reverse("review:first", args=[following.uuid])
    return redirect(address if filters.is_whole else address + kept)
