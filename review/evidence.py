"""What a reviewer sees of one application: records beside entries, images, audit, earlier rounds. Reads only."""

from dataclasses import dataclass
from typing import Any

from applications.audit import Audit, audit_record
from applications.card_report import CardReport, card_report
from applications.completeness import appraisal_length
from applications.models import Application, AuditStanding, Document, Photo
from applications.papers import Standing, standing_of
from applications.photos.file_rules import about_the_file
from applications.photos.look_yourself import LOOK_YOURSELF
from applications.photos.marks import marks
from applications.same_batch import college_of
from applications.shown_rules import shown_rules
from applications.statuses import CLOSED, GRADUATING
from review.asked import asked_of
from review.item_facts import Facts, facts_of
from review.item_rows import item_rows, since_last
from review.same_photo import alike
from review.same_text import appraisal_seen
from review.three_columns import three_columns
from selfexam.accounts.models import User


@dataclass(frozen=True)
class _Read:
    """What the page and the facts of a judgement both stand on, read once."""

    photo: Photo | None
    documents: dict[str, Document]
    audit: Audit
    cards: CardReport
    papers: Standing

    def facts(self, application: Application) -> Facts:
        return facts_of(
            application,
            audit=self.audit,
            photo=self.photo,
            documents=self.documents,
            cards=self.cards,
            papers=self.papers,
        )


def evidence(application: Application, by: User) -> dict[str, Any]:
    """The context of the review page for `by`, in a constant number of queries."""
    read = _read(application)
    photo, documents, audit, cards = read.photo, read.documents, read.audit, read.cards
    rounds = list(application.first_reviews.select_related("reviewer").prefetch_related("judgements"))
    rows = three_columns(application, cards)
    items = item_rows(application, rounds, read.facts(application))
    handed_in = application.exemption_requests.filter(handed_in_at__isnull=False)
    return {
        "application": application,
        "record": application.record,
        "card_report": cards,
        "compared": rows,
        "differing": sum(row.state == "differs" for row in rows),
        "photo": photo,
        "marks": marks(photo.findings) if photo else [],
        "alike": alike(photo, by),
        "file_fails": about_the_file(photo.findings) if photo else [],
        "signed_sheet": documents.get(Document.Kind.SIGNED_SHEET),
        "card_front": next((s for s in cards.sides if s.document.kind == Document.Kind.ID_FRONT), None),
        "prior_images": [
            documents[k] for k in (Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM) if k in documents
        ],
        "prior_results": list(application.prior_results.order_by("-at", "-pk")),
        "college": college_of(application),
        "audit": audit,
        "audit_is_frozen": is_frozen(application),
        "audit_later": _audit_later(application, audit),
        "audit_changed": _audit_changed(application, audit),
        "appraisal_length": appraisal_length(application.appraisal),
        "appraisal": appraisal_seen(application, by),
        "papers": read.papers,
        **asked_of(application),
        "correction": application.record.corrections.open().prefetch_related("items").first(),
        "rounds": rounds,
        "exemptions": list(handed_in.prefetch_related("rows__course")),
        "items": items,
        "again": since_last(items) if rounds else None,
        "rules": shown_rules(application, photo),
        "look_yourself": LOOK_YOURSELF,
    }


def facts_now(application: Application) -> tuple[Facts, str]:
    """What a judgement made now stands on, and the verdict of the audit; both are kept with it (domain/first.py)."""
    read = _read(application)
    return read.facts(application), read.audit.verdict


def _read(application: Application) -> _Read:
    return _Read(
        photo=application.photos.current().select_related("rule_set", "result__appeal").first(),
        documents={d.kind: d for d in application.documents.current()},
        audit=audit_of(application),
        cards=card_report(application),
        papers=standing_of(application),
    )


def audit_of(application: Application) -> Audit:
    """The audit as it stands now; of an application that is decided or over, the one it was submitted with."""
    frozen = application.audit_at_submission
    return Audit.from_json(frozen) if frozen and _is_over(application) else audit_record(application.record)


def is_frozen(application: Application) -> bool:
    return bool(application.audit_at_submission) and _is_over(application)


def _audit_later(application: Application, audit: Audit) -> AuditStanding | None:
    """What the decision was made on, where that was no longer what the application was submitted with."""
    standing: AuditStanding | None = getattr(application, "standing", None) if is_frozen(application) else None
    return standing if standing and standing.verdict != audit.verdict else None


def _is_over(application: Application) -> bool:
    return application.status in GRADUATING | CLOSED


def _audit_changed(application: Application, audit: Audit) -> bool:
    """Whether marks came or went between the submission and now."""
    frozen = application.audit_at_submission or {}
    return bool(frozen) and (frozen.get("verdict"), frozen.get("credits")) != (audit.verdict, audit.credits)
