"""专本同办 in collective review: a 本科 is not approved before the 专科 of the same batch on which it rests.

While nothing is released the conclusion about the 专科 counts as its result. Called by conclude and release.
"""

from applications.models import Application
from applications.models.application import PriorLevel
from applications.same_batch import APPROVED, college_of
from applications.statuses import Status
from review.models import CollectiveReview
from selfexam.catalogue.models import Batch

APPROVE = CollectiveReview.Conclusion.APPROVE


def why_not_approved(application: Application) -> str | None:
    """The sentence that says why this 本科 cannot be approved yet; None for whoever rests on no 专科."""
    college = college_of(application)
    if college is None or college.state == APPROVED:
        return None
    concluded = CollectiveReview.objects.filter(
        application__record__admission_number=college.number,
        application__record__id_digest=application.record.id_digest,
        application__batch=application.batch,
        application__status=Status.PAID,
        conclusion=APPROVE,
    )
    return None if concluded.exists() else f"{college.sentence}。专科会审通过后才能通过本科"


def approved_too_early(batch: Batch) -> int:
    """How many approvals of `batch` rest on a 专科 whose own conclusion was taken back or turned meanwhile."""
    resting = Application.objects.filter(
        batch=batch, status=Status.PAID, prior_level=PriorLevel.SAME_BATCH, collective_review__conclusion=APPROVE
    )
    return sum(why_not_approved(application) is not None for application in resting.select_related("batch", "record"))
