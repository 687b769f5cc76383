"""What the pages say about the ID card: both sides with their doubts, compared with the record as it stands now.

Reads only. Used by the candidate's page, the task list and the reviewers' pages; decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from applications.idcards.comparing import Compared, Known, compare, differences
from applications.idcards.fields import Fields, Side
from applications.idcards.findings import Finding, Severity
from applications.idcards.pairing import Slot, side_finding
from applications.models import Application, CardReading, Document

WANTED = {Document.Kind.ID_FRONT: Side.FRONT, Document.Kind.ID_BACK: Side.BACK}


@dataclass(frozen=True)
class SideReport:
    """One image: doubts about the picture, then differences to the record; a reviewer sees the latter as rows.

    `reading` is None for images uploaded before there was any reading.
    """

    document: Document
    reading: CardReading | None
    fields: Fields
    about_picture: tuple[Finding, ...]
    differences: tuple[Finding, ...]
    rows: tuple[Compared, ...]

    @property
    def findings(self) -> list[Finding]:
        """Warnings first."""
        both = (*self.about_picture, *self.differences)
        return sorted(both, key=lambda finding: finding.severity != Severity.WARN)

    @property
    def label(self) -> str:
        return self.document.get_kind_display().removeprefix("身份证")

    @property
    def is_read(self) -> bool:
        return self.reading is not None and self.reading.state == CardReading.State.READ

    @property
    def is_waiting(self) -> bool:
        return self.reading is not None and self.reading.is_waiting


@dataclass(frozen=True)
class CardReport:
    """Both sides in their order; a side that was not uploaded is not there."""

    sides: list[SideReport] = field(default_factory=list)

    @property
    def is_waiting(self) -> bool:
        return any(side.is_waiting for side in self.sides)

    @property
    def has_something(self) -> bool:
        """Doubts about the picture come first, before anything is read: they are shown as they come."""
        return not self.is_waiting or any(side.findings or side.is_read for side in self.sides)

    @property
    def warnings(self) -> list[Finding]:
        return [finding for side in self.sides for finding in side.findings if finding.severity == Severity.WARN]

    @property
    def unread(self) -> list[SideReport]:
        """Sides that nobody but a person has read."""
        return [side for side in self.sides if not side.is_read]

    @property
    def rows(self) -> list[Compared]:
        return [row for side in self.sides for row in side.rows]


def card_report(application: Application) -> CardReport:
    """One query beside the application with its record and batch."""
    documents = application.documents.current().filter(kind__in=WANTED).select_related("reading")
    return _report(application, {Document.Kind(document.kind): document for document in documents})


def card_reports(applications: Sequence[Application]) -> dict[int, CardReport]:
    """The report of each by its key, in one query; come with record and batch."""
    found: dict[int, dict[Document.Kind, Document]] = {application.pk: {} for application in applications}
    documents = Document.objects.current().filter(application__in=found, kind__in=WANTED).select_related("reading")
    for document in documents:
        found[document.application_id][Document.Kind(document.kind)] = document
    return {application.pk: _report(application, found[application.pk]) for application in applications}


def card_address(application: Application) -> str:
    """The address on the current card, "" if none was read: a suggestion, never taken over by itself."""
    for side in card_report(application).sides:
        if side.fields.address:
            return side.fields.address
    return ""


def _report(application: Application, documents: dict[Document.Kind, Document]) -> CardReport:
    known = _known(application)
    slots = {kind: _slot(kind, document) for kind, document in documents.items()}
    found = []
    for kind in WANTED:
        if kind in documents:
            other = next((slot for each, slot in slots.items() if each != kind), None)
            found.append(_side(documents[kind], known, side_finding(slots[kind], other)))
    return CardReport(found)


def _side(document: Document, known: Known, misplaced: Finding | None) -> SideReport:
    reading: CardReading | None = getattr(document, "reading", None)
    about = [misplaced] if misplaced else []
    if reading is None:
        return SideReport(document, None, Fields(), tuple(about), (), ())
    about += [Finding.from_json(each) for each in (*reading.doubts, *reading.findings)]
    seen, fields = reading.seen, reading.fields
    if seen is None:
        return SideReport(document, reading, fields, tuple(about), (), ())
    compared = differences(seen, fields, known), compare(seen, fields, known)
    return SideReport(document, reading, fields, tuple(about), tuple(compared[0]), tuple(compared[1]))


def _slot(kind: Document.Kind, document: Document) -> Slot:
    reading: CardReading | None = getattr(document, "reading", None)
    return Slot(WANTED[kind], reading.seen if reading else None, document.sha256)


def _known(application: Application) -> Known:
    """The card has to be valid on the day on which the batch's applications close (notice 一(一): 有效身份证件)."""
    record = application.record
    return Known(
        name=record.name,
        sex=record.get_sex_display(),
        ethnicity=record.get_ethnicity_display().removesuffix("族"),
        birth=record.birth_date,
        number=record.id_number,
        day=timezone.localtime(application.batch.apply_until).date(),
    )
