"""What reviewers wrote: judgements, conclusions, duties. The application's state itself stays in applications."""

from review.models.collective_review import CollectiveJudgement, CollectiveReview
from review.models.duty import Duty
from review.models.first_review import FirstReview, ItemJudgement
from review.models.return_reason import ReturnReason

__all__ = ["CollectiveJudgement", "CollectiveReview", "Duty", "FirstReview", "ItemJudgement", "ReturnReason"]
