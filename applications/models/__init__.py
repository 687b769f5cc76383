"""The candidate's application and the rows beside it."""

from applications.models.application import Application
from applications.models.appraisal_likeness import AppraisalBand, AppraisalLikeness
from applications.models.audit_standing import AuditStanding
from applications.models.card_reading import CardReading
from applications.models.crop import Crop
from applications.models.document import Document
from applications.models.event import Event
from applications.models.exemption import ExemptionRequest, ExemptionRow
from applications.models.exemption_bill import ExemptionBill
from applications.models.exemption_image import ExemptionImage
from applications.models.exemption_limits import ExemptionLimits
from applications.models.exemption_upload import ExemptionUpload
from applications.models.material import MaterialList, MaterialListEvent, MaterialRule
from applications.models.message import Message, MessageMark
from applications.models.notice import Notice
from applications.models.paper import Paper
from applications.models.paper_lookup import PaperLookup
from applications.models.paper_reminder import PaperReminder
from applications.models.paper_transfer import PaperTransfer
from applications.models.photo import Photo
from applications.models.photo_appeal import PhotoAppeal
from applications.models.photo_likeness import PhotoFingerprint, PhotoLikeness
from applications.models.photo_result import PhotoFinding, PhotoResult
from applications.models.prior_result import PriorResult
from applications.models.returned_part import ReturnedPart
from applications.models.rule_trial import RuleTrial, RuleTrialChange

__all__ = [
    "Application",
    "AppraisalBand",
    "AppraisalLikeness",
    "AuditStanding",
    "CardReading",
    "Crop",
    "Document",
    "Event",
    "ExemptionBill",
    "ExemptionImage",
    "ExemptionLimits",
    "ExemptionRequest",
    "ExemptionRow",
    "ExemptionUpload",
    "MaterialList",
    "MaterialListEvent",
    "MaterialRule",
    "Message",
    "MessageMark",
    "Notice",
    "Paper",
    "PaperLookup",
    "PaperReminder",
    "PaperTransfer",
    "Photo",
    "PhotoAppeal",
    "PhotoFinding",
    "PhotoFingerprint",
    "PhotoLikeness",
    "PhotoResult",
    "PriorResult",
    "ReturnedPart",
    "RuleTrial",
    "RuleTrialChange",
]
