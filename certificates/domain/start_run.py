"""Starts a print run: who is in it, which parts it has, one background job a part (notice 一(四))."""

from collections.abc import Iterable
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Max

from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application
from certificates.domain.desk import institute_member
from certificates.models import Kind, PrintPart, PrintRun, RunPerson
from certificates.queries import waiting_for_print
from certificates.tasks import print_soon
from selfexam.accounts.actors import Actor
from selfexam.catalogue.models import Batch, School

# People in one part. Certificates and forms are collated by hand; lists of one programme belong together.
MOST_PEOPLE = {Kind.CERTIFICATE: 100, Kind.FORM: 100, Kind.ROSTER: 2000, Kind.SIGN_FOR: 2000}


def start_run(batch: Batch, school: School | None, *, by: Actor) -> PrintRun:
    """Everybody registered who is in no live run, of one school or of all. Raises Refused with its sentence."""
    maker = institute_member(by)
    try:
        with transaction.atomic():
            if batch.print_runs.live().filter(school=school).exists():
                raise AlreadyDone(f"{school or '全部学校'}的上一次打印还没有确认，请先处理")
            people = waiting_for_print(batch, by)
            chosen = list(people.filter(school=school) if school else people)
            if not chosen:
                raise NotAllowed("现在没有等待打印的考生，电子注册成功后会出现在这里")
            last = batch.print_runs.aggregate(last=Max("sequence"))["last"] or 0
            run = PrintRun.objects.create(
                batch=batch, school=school, sequence=last + 1, people=len(chosen), made_by=maker
            )
            persons = RunPerson.objects.bulk_create(_places(run, chosen))
            # Not every database gives keys back in bulk_create order; the parts are read again.
            PrintPart.objects.bulk_create(_parts(run, persons))
            for part in run.parts.in_reading_order():
                print_soon(part)
    except IntegrityError as error:
        raise Changed("名单刚刚有了变化，请刷新后再开始打印") from error
    return run


def _places(run: PrintRun, people: Iterable[Application]) -> list[RunPerson]:
    places = []
    for (school, programme), group in groupby(people, key=lambda a: (a.school_id, a.record.programme_id)):
        places += [
            RunPerson(run=run, application=person, school_id=school, programme_id=programme, position=place)
            for place, person in enumerate(group, 1)
        ]
    return places


def _parts(run: PrintRun, persons: Iterable[RunPerson]) -> list[PrintPart]:
    parts = []
    for (school, programme), group in groupby(persons, key=lambda p: (p.school_id, p.programme_id)):
        count = len(list(group))
        for kind, most in MOST_PEOPLE.items():
            for sequence, first in enumerate(range(1, count + 1, most), 1):
                last = min(first + most - 1, count)
                parts.append(
                    PrintPart(
                        run=run,
                        kind=kind,
                        school_id=school,
                        programme_id=programme,
                        sequence=sequence,
                        first=first,
                        last=last,
                        people=last - first + 1,
                    )
                )
    return parts
