"""Worklists of the institute's and the schools' desks: who waits for registration, for printing, for handover."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from applications.models import Application, Photo
from applications.statuses import Status
from certificates.models import Certificate, PrintRun, RegistrationEntry, RunPerson
from selfexam.accounts.actors import Actor
from selfexam.catalogue.models import Batch

BY_NUMBER = "record__admission_number"


def waiting_for_registration(batch: Batch, actor: Actor) -> QuerySet[Application]:
    """会审通过 and in no package that waits or was accepted; the rejected of earlier packages are among them."""
    placed = RegistrationEntry.objects.filter(
        application=OuterRef("pk"), result__in=[RegistrationEntry.Result.WAITING, RegistrationEntry.Result.ACCEPTED]
    )
    return (
        Application.objects.visible_to(actor)
        .filter(~Exists(placed), batch=batch, status=Status.APPROVED)
        .with_record()
        .order_by(BY_NUMBER)
    )


def without_photo(people: QuerySet[Application]) -> QuerySet[Application]:
    """Those whose current photo is not there; they cannot go out."""
    return people.filter(~Exists(Photo.objects.current().filter(application=OuterRef("pk"))))


def accepted_but_not_yet_registered(batch: Batch, actor: Actor) -> QuerySet[Application]:
    """Accepted by the ministry, while the background task has not come to them yet."""
    accepted = RegistrationEntry.objects.filter(application=OuterRef("pk"), result=RegistrationEntry.Result.ACCEPTED)
    return Application.objects.visible_to(actor).filter(Exists(accepted), batch=batch, status=Status.APPROVED)


def waiting_for_print(batch: Batch, actor: Actor) -> QuerySet[Application]:
    """已注册 with a number and in no live print run, as a run lists them: by school, programme, 准考证号."""
    in_a_run = RunPerson.objects.filter(application=OuterRef("pk"), live=True)
    return (
        Application.objects.visible_to(actor)
        .filter(~Exists(in_a_run), batch=batch, status=Status.REGISTERED, certificate__registered_at__isnull=False)
        .with_record()
        .order_by("school__code", "record__programme__code", "record__programme__level", BY_NUMBER)
    )


def being_handed_over(actor: Actor) -> Batch | None:
    """The newest batch of which certificates wait at the school: by then candidates already apply in the next one."""
    waiting = Certificate.objects.visible_to(actor).filter(application__status=Status.PRINTED)
    batches = Batch.objects.published().filter(pk__in=waiting.values("application__batch"))
    return batches.order_by("-apply_from").first()


def for_handover(batch: Batch, actor: Actor) -> QuerySet[Certificate]:
    """Certificates of the school that are printed or handed over, by programme and 准考证号."""
    return (
        Certificate.objects.visible_to(actor)
        .filter(application__batch=batch, application__status__in=[Status.PRINTED, Status.ISSUED])
        .select_related(
            "application__record__programme", "application__record__unit", "application__school", "handover"
        )
        .order_by("application__record__programme__code", "application__record__programme__level", "admission_number")
    )


@dataclass(frozen=True)
class RunProgress:
    """How far a run is: parts, and sheets of people (a person has one in each of the four documents)."""

    parts: int
    done: int
    failed: int
    sheets: int
    sheets_done: int

    @property
    def percent(self) -> int:
        return round(100 * self.sheets_done / self.sheets) if self.sheets else 0


def progress_of(run: PrintRun) -> RunProgress:
    """Counted from the parts, so it cannot differ from them."""
    done = Q(state="done")
    return RunProgress(
        **run.parts.aggregate(
            parts=Count("pk"),
            done=Count("pk", filter=done),
            failed=Count("pk", filter=Q(state="failed")),
            sheets=Sum("people", default=0),
            sheets_done=Sum("people", filter=done, default=0),
        )
    )


def not_yet_printed(run: PrintRun) -> QuerySet[Application]:
    """People of a confirmed run whom the background task has not made 已打印 yet."""
    return Application.objects.filter(print_places__run=run, print_places__set_aside_at=None, status=Status.REGISTERED)
