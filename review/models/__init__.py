"""What reviewers wrote: judgements, conclusions, duties. The application's state itself stays in applications."""

from review.models.bulk_pass import BulkPass, BulkPassItem
from review.models.call import Call
from review.models.claim import Claim
from review.models.collective_review import CollectiveJudgement, CollectiveReview
from review.models.duty import Duty
from review.models.first_review import FirstReview, ItemJudgement
from review.models.photo_override import PhotoOverride
from review.models.question import Question
from review.models.return_reason import ReturnReason

__all__ = [
    "BulkPass",
    "BulkPassItem",
    "Call",
    "Claim",
    "CollectiveJudgement",
    "CollectiveReview",
    "Duty",
    "FirstReview",
    "ItemJudgement",
    "PhotoOverride",
    "Question",
    "ReturnReason",
]
