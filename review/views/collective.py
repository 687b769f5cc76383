"""Collective review: the list, one application with the seven items, opinions, conclusions, the release."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.domain.refusals import AlreadyDone, Refused
from applications.models import Application
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from applications.views.answering import answered
from review.domain import collective
from review.domain.decide import decide, in_short
from review.domain.release import release_state
from review.evidence import evidence
from review.forms.collective import read_judgements, read_version
from review.models import CollectiveJudgement, CollectiveReview
from review.queries import matching
from review.seven import seven
from review.views.choosing import chosen, chosen_batch, written
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.catalogue.models import Batch, School

PAGE = 25
ORDER = ("school", "record__admission_number")
BOTH = (*SCHOOL_ROLES, *INSTITUTE_ROLES)
LISTS = {"open": "未定", "unconfirmed": "待复核", "settled": "已定，未公布", "released": "已公布"}


@require_safe
@for_roles(*BOTH)
def collective_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    batch = chosen_batch(request)
    applications = Application.objects.visible_to(user).filter(batch=batch)
    which = request.GET.get("list", "open")
    rows = _chosen(applications, which if which in LISTS else "open")
    school, text = chosen(request, "school"), chosen(request, "q")
    rows = matching(rows.filter(school__code=school) if school else rows, text)
    shown = rows.with_record().annotate(
        opinion=F("collective_review__opinion"),
        conclusion=F("collective_review__conclusion"),
        confirmed=F("collective_review__confirmed_by"),
        verdict=F("standing__verdict"),
        is_overtaken=Exists(CollectiveReview.objects.overtaken().filter(application=OuterRef("pk"))),
    )
    context = {
        "batch": batch,
        "text": text,
        "school_code": school,
        "batches": Batch.objects.published(),
        "lists": [(key, label, _chosen(applications, key).count()) for key, label in LISTS.items()],
        "chosen": which if which in LISTS else "open",
        "schools": School.objects.all() if user.is_institute else (),
        "page": Paginator(shown.order_by(*ORDER), PAGE).get_page(request.GET.get("page")),
        "state": release_state(batch) if batch and user.is_institute else None,
    }
    return render(request, "review/collective_list.html", context)


def _chosen(applications: ApplicationQuerySet, which: str) -> ApplicationQuerySet:
    """The qualified applications of one list."""
    conclusion = CollectiveReview.Conclusion
    waiting = applications.filter(status=Status.PAID)
    unconfirmed = Q(collective_review__conclusion=conclusion.REFUSE, collective_review__confirmed_by=None)
    if which == "released":
        return applications.filter(collective_review__released_at__isnull=False)
    if which == "unconfirmed":
        return waiting.filter(unconfirmed)
    overtaken = Q(collective_review__in=CollectiveReview.objects.overtaken())
    if which == "settled":
        decided = waiting.filter(collective_review__decided_at__isnull=False)
        return decided.exclude(unconfirmed).exclude(overtaken)
    undecided = Q(collective_review=None) | Q(collective_review__conclusion=conclusion.OPEN)
    return waiting.filter(undecided | overtaken & ~unconfirmed)


@require_safe
@for_roles(*BOTH)
def collective_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _show(request, _application(request, uuid))


def _show(request: HttpRequest, application: Application, typed: dict[str, str] | None = None) -> HttpResponse:
    """`typed` is a form that was refused: it comes back with everything that was chosen and written."""
    people = CollectiveReview.objects.select_related("opinion_by", "decided_by", "confirmed_by")
    review = people.filter(application=application).first()
    judgements = {j.item: j for j in review.judgements.select_related("judged_by")} if review else {}
    context = evidence(application, signed_in(request))
    context |= {
        "seven": seven(application, judgements, context["audit_later"] or context["audit"], typed),
        "review": review or CollectiveReview(application=application),
        "reason": typed.get("reason", "") if typed else review.reason if review else "",
        "seen_audit": in_short(context["audit"]),
        "is_overtaken": CollectiveReview.objects.overtaken().filter(application=application).exists(),
        "verdicts": CollectiveJudgement.Verdict.choices,
        "opinions": [c for c in CollectiveReview.Opinion.choices if c[0] != CollectiveReview.Opinion.NONE],
        "is_open": application.status == Status.PAID,
        "next": _next(request, application),
        "events": application.events.order_by("-at", "-id"),
    }
    return render(request, "review/collective.html", context, status=422 if typed else 200)


def _next(request: HttpRequest, application: Application) -> Application | None:
    """The next open one in the order of the list, from the top again after the last."""
    seen = Application.objects.visible_to(signed_in(request)).filter(batch=application.batch)
    rest = _chosen(seen, "open").exclude(pk=application.pk).with_record().order_by(*ORDER)
    school, number = application.school, application.record.admission_number
    place = Q(school__code__gt=school.code) | Q(school=school, record__admission_number__gt=number)
    return rest.filter(place).first() or rest.first()


@require_POST
@for_roles(*INSTITUTE_ROLES)
def judge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Saves the seven; with a conclusion chosen, judgements and conclusion are saved together or not at all."""
    application, user = _application(request, uuid), signed_in(request)
    judgements, seen = read_judgements(request.POST), _seen(request, application)
    conclusion, name = request.POST.get("conclusion", ""), application.record.name
    try:
        if conclusion in (CollectiveReview.Conclusion.APPROVE, CollectiveReview.Conclusion.REFUSE):
            decide(
                application.uuid,
                judgements,
                conclusion,
                written(request, "reason", 500),
                by=user,
                seen_version=seen,
                seen_audit=request.POST.get("audit"),
            )
            messages.success(request, f"{name}：已作出结论，公布前考生看不到")
            following = _next(request, application)
            return redirect("review:collective-page", (following or application).uuid)
        collective.judge(application.uuid, judgements, by=user, seen_version=seen)
        messages.success(request, f"{name}：判定已保存")
    except AlreadyDone as refusal:
        messages.info(request, refusal.sentence)
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
        return _show(request, application, typed={key: str(value) for key, value in request.POST.items()})
    return redirect("review:collective-page", application.uuid)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, seen = signed_in(request), read_version(request.POST)
    deed = partial(collective.confirm_refusal, by=user, seen_version=seen)
    return _act(request, uuid, deed, "不通过的结论已复核")


@require_POST
@for_roles(*SCHOOL_ROLES)
def opinion(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, given, note = signed_in(request), request.POST.get("opinion", ""), written(request, "note", 500)
    return _act(request, uuid, lambda key: collective.give_opinion(key, given, note, by=user), "学校意见已保存")


def _act(request: HttpRequest, uuid: UUID, act: Callable[[UUID], object], said: str) -> HttpResponse:
    application = _application(request, uuid)
    with answered(request):
        act(application.uuid)
        messages.success(request, f"{application.record.name}：{said}")
    return redirect("review:collective-page", application.uuid)


def _application(request: HttpRequest, uuid: UUID) -> Application:
    """Qualified ones and those beyond; an application still in first review is not on this desk."""
    seen = Application.objects.visible_to(signed_in(request)).with_record()
    application = get_object_or_404(seen, uuid=uuid)
    if application.paid_at is None:
        raise Http404
    return application


def _seen(request: HttpRequest, application: Application) -> int | None:
    """A review without a row yet has version 1 on the page."""
    exists = CollectiveReview.objects.filter(application=application).exists()
    return read_version(request.POST) if exists else None
