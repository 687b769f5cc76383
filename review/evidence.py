"""What a reviewer sees of one application: records beside entries, images, audit, earlier rounds. Reads only."""

from dataclasses import dataclass
from typing import Any

from applications.audit import Audit, audit_record
from applications.completeness import appraisal_length
from applications.models import Application, Document, MaterialRule, Photo
from applications.photos.look_yourself import LOOK_YOURSELF
from applications.photos.rules import PhotoRules
from applications.statuses import CLOSED, GRADUATING
from review.comparison import comparison
from review.items import FirstItem, first_items
from review.models import FirstReview, ItemJudgement, ReturnReason


@dataclass(frozen=True)
class ItemRow:
    """One item on the decision form; `before` is the last round's judgement, `is_changed` what the candidate redid."""

    item: FirstItem
    reasons: list[str]
    before: ItemJudgement | None
    is_changed: bool

    @property
    def settled(self) -> bool:
        """Passed last time and not touched since: shown as such, still open to another judgement."""
        return self.before is not None and self.before.verdict == ItemJudgement.Verdict.PASS and not self.is_changed


def evidence(application: Application) -> dict[str, Any]:
    """The context of the review page, in a constant number of queries."""
    record = application.record
    photo: Photo | None = application.photos.current().first()
    documents = {d.kind: d for d in application.documents.current()}
    audit = audit_of(application)
    rounds = list(application.first_reviews.select_related("reviewer").prefetch_related("judgements"))
    rules = MaterialRule.objects.for_candidate(
        application.school, application.batch, record.route, record.programme.level
    )
    return {
        "application": application,
        "record": record,
        "photo": photo,
        "id_cards": [documents[k] for k in (Document.Kind.ID_FRONT, Document.Kind.ID_BACK) if k in documents],
        "prior_images": [
            documents[k] for k in (Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM) if k in documents
        ],
        "audit": audit,
        "audit_is_frozen": bool(application.audit_at_submission) and _is_over(application),
        "audit_changed": _audit_changed(application, audit),
        "appraisal_length": appraisal_length(application.appraisal),
        "materials": [rule for rule in rules if rule.block == MaterialRule.Block.GRADUATION],
        "comparison": comparison(application),
        "rounds": rounds,
        "items": _items(application, rounds),
        "rules": PhotoRules.from_json(application.batch.photo_rules),
        "look_yourself": LOOK_YOURSELF,
    }


def audit_of(application: Application) -> Audit:
    """The audit as it stands now; of an application that is decided or over, the one it was submitted with."""
    frozen = application.audit_at_submission
    return Audit.from_json(frozen) if frozen and _is_over(application) else audit_record(application.record)


def _is_over(application: Application) -> bool:
    return application.status in GRADUATING | CLOSED


def _audit_changed(application: Application, audit: Audit) -> bool:
    """Whether marks came or went between the submission and now."""
    frozen = application.audit_at_submission or {}
    return bool(frozen) and (frozen.get("verdict"), frozen.get("credits")) != (audit.verdict, audit.credits)


def _items(application: Application, rounds: list[FirstReview]) -> list[ItemRow]:
    last = {j.item: j for j in rounds[-1].judgements.all()} if rounds else {}
    reasons: dict[str, list[str]] = {}
    for reason in ReturnReason.objects.filter(is_active=True):
        reasons.setdefault(reason.item, []).append(reason.text)
    returned = {j.item for j in last.values() if j.verdict == ItemJudgement.Verdict.RETURN}
    return [
        ItemRow(item, reasons.get(item, []), last.get(item), is_changed=item in returned)
        for item in first_items(application)
    ]
