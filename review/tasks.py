"""Background work of the desks: thin handlers that read their row and call one domain act."""

from datetime import timedelta

from review.background import BULK_REVIEW, RELEASE_DECISIONS
from review.domain.bulk_pass import work_off
from review.domain.release import release_settled
from review.models import BulkPass
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.jobs.registry import RunningJob, handles


@handles(RELEASE_DECISIONS, lease=timedelta(minutes=5), attempts=5)
def release_decisions(job: RunningJob) -> None:
    batch, by = Batch.objects.get(pk=job.ids["batch"]), User.objects.get(pk=job.ids["by"])
    release_settled(batch, by=by, progress=job.progress)


@handles(BULK_REVIEW, lease=timedelta(minutes=2), attempts=5)
def pass_in_bulk(job: RunningJob) -> None:
    work_off(BulkPass.objects.select_related("by").get(pk=job.ids["bulk"]), progress=job.progress)
