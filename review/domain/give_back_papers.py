"""An office gives back the papers of somebody whose application ended early: withdrawn, or void by the deadline."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone
from applications.models import Application, Paper
from applications.models.application import ApplicationQuerySet
from selfexam.accounts.models import User
from selfexam.accounts.roles import PAPER_ROLES


def due_back(by: User) -> ApplicationQuerySet:
    """Whose papers the office of `by` has to give back, or has given back already."""
    if not by.is_active or by.role not in PAPER_ROLES:
        return Application.objects.none()
    return Application.objects.filter(pk__in=Paper.objects.lying_with(by).of_ended().values("application"))


@transaction.atomic
def give_back_papers(application_uuid: UUID, *, by: User) -> str:
    """All that lies with this office, at once; what it was, in words. AlreadyDone if it was given back before.

    Raises Application.DoesNotExist for whom this office holds nothing of.
    """
    application = due_back(by).get(uuid=application_uuid)
    papers = list(Paper.objects.lying_with(by).of_ended().filter(application=application, copies__gt=0))
    given = []
    for paper in papers:
        # Only over what was read: of two colleagues one gives it back.
        mine = Paper.objects.filter(pk=paper.pk, version=paper.version)
        if mine.update(copies=0, defect="", by=by, at=timezone.now(), version=F("version") + 1):
            given.append(f"{paper.name} {paper.copies} 份")
    if not given:
        raise AlreadyDone("这些材料已经退还")
    said = "、".join(given)
    remember(application, "退还纸质材料", by=by, note=said, action="papers")
    return said
