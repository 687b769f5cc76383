"""Puts everybody who waits for registration into a new package and queues its building (notice 一(三))."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application
from certificates.domain.desk import institute_member
from certificates.domain.stalled import stalled
from certificates.models import Certificate, RegistrationEntry, RegistrationPackage
from certificates.numbering import certificate_number
from certificates.queries import waiting_for_registration, without_photo
from certificates.tasks import BUILD_PACKAGE, build_soon
from selfexam.accounts.actors import Actor
from selfexam.catalogue.models import Batch

NAMED = 3
State = RegistrationPackage.State


def make_package(batch: Batch, *, by: Actor) -> RegistrationPackage:
    """Freeze the list, give demonstration numbers where the batch uses them, queue the file. Raises Refused."""
    maker = institute_member(by)
    try:
        with transaction.atomic():
            people = list(waiting_for_registration(batch, by))
            _check(batch, people, by)
            last = batch.registration_packages.aggregate(last=Max("sequence"))["last"] or 0
            package = RegistrationPackage.objects.create(
                batch=batch, sequence=last + 1, rows=len(people), made_by=maker
            )
            RegistrationEntry.objects.bulk_create(
                RegistrationEntry(package=package, application=person, position=place)
                for place, person in enumerate(people, 1)
            )
            if batch.numbering == Batch.Numbering.DEMONSTRATION:
                _number(people)
            build_soon(package)
    except IntegrityError as error:
        raise Changed("名单刚刚有了变化，请刷新后再生成数据包") from error
    return package


def may_build_again(package: RegistrationPackage) -> bool:
    """It failed, or it waits for a job that does not exist any more."""
    if package.state == State.BUILDING:
        return bool(stalled(BUILD_PACKAGE, [package.uuid]))
    return package.state == State.FAILED


def build_again(package: RegistrationPackage, *, by: Actor) -> None:
    """Queue a package that was not built once more; the list stays the same."""
    institute_member(by)
    with transaction.atomic():
        package = RegistrationPackage.objects.select_for_update().get(pk=package.pk)
        if not may_build_again(package):
            raise AlreadyDone("这个数据包不需要再次生成")
        RegistrationPackage.objects.filter(pk=package.pk).update(state=State.BUILDING, problem="")
        build_soon(package)


def _check(batch: Batch, people: Sequence[Application], by: Actor) -> None:
    if not people:
        raise NotAllowed("现在没有等待报送的考生，会审通过后会出现在这里")
    if missing := list(without_photo(waiting_for_registration(batch, by))[: NAMED + 1]):
        names = "、".join(f"{person.record.name}（{person.record.admission_number}）" for person in missing[:NAMED])
        more = "等" if len(missing) > NAMED else ""
        raise NotAllowed(f"{names}{more}没有证件照，请先联系主考学校补齐")


def _number(people: Sequence[Application]) -> None:
    """Demonstration numbers for those who have none yet; a person keeps the number over several packages."""
    numbered = set(Certificate.objects.filter(application__in=people).values_list("application_id", flat=True))
    now = timezone.now()
    Certificate.objects.bulk_create(
        Certificate(
            application=person,
            number=certificate_number(person.record.programme.level, person.record.admission_number),
            level=person.record.programme.level,
            admission_number=person.record.admission_number,
            numbering=Batch.Numbering.DEMONSTRATION,
            assigned_at=now,
        )
        for person in people
        if person.pk not in numbered
    )
