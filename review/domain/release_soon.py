"""Starts the release of a batch's decisions in the background: thousands of them are more than a page can wait for."""

from django.db import transaction

from applications.domain.refusals import AlreadyDone
from review.background import release_in_background
from review.domain.release import refuse_unready, release_state
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.jobs.models import Job


@transaction.atomic
def release_soon(batch: Batch, *, by: User) -> Job:
    """The job at work. Raises NotAllowed for who may not or while something is open, AlreadyDone if nothing waits."""
    # Held until the job stands: two clicks at once find one job.
    Batch.objects.select_for_update().get(pk=batch.pk)
    refuse_unready(batch, by)
    if not release_state(batch).is_ready:
        raise AlreadyDone("现在没有等待公布的结果")
    return release_in_background(batch, by)
