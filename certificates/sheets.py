"""Prints a part of a run, or one person's proof: facts in, PDF or picture out. The bridge between rows and printing."""

from dataclasses import dataclass

from applications.models import Application
from certificates.models import Certificate, PrintPart
from certificates.printing.documents import Press
from certificates.printing.engine import Layout, NotPrintable, picture, render
from certificates.printing.facts import booklet, booklet_of, people_of
from selfexam.typesetting import pages_of

LAYOUT_OF = {
    PrintPart.Kind.CERTIFICATE: Layout.CERTIFICATE,
    PrintPart.Kind.FORM: Layout.FORM,
    PrintPart.Kind.ROSTER: Layout.ROSTER,
    PrintPart.Kind.SIGN_FOR: Layout.SIGN_FOR,
}
# Pages a person, where the number is fixed: a wrong count means a wrong document.
PAGES_A_PERSON = {Layout.CERTIFICATE: 1, Layout.FORM: 4}


class CannotPrint(Exception):
    """Why there is no file, and whose fault it is if it is one person's."""

    def __init__(self, sentence: str, application: Application | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.application = sentence, application


@dataclass(frozen=True)
class Printed:
    pdf: bytes
    pages: int


def print_sheets(part: PrintPart) -> Printed:
    """The PDF of one part. Certificates carry 校样 until printing on real stock is set up. Raises CannotPrint."""
    people = people_of(part)
    if not people:
        raise CannotPrint("这一册没有人，不需要打印")
    layout = LAYOUT_OF[PrintPart.Kind(part.kind)]
    try:
        pdf = render(layout, booklet_of(part, people), day=part.run.batch.graduation_date, press=Press(proof=True))
    except NotPrintable as problem:
        whose = people[problem.place] if problem.place is not None else None
        raise CannotPrint(problem.sentence, whose) from problem
    pages = pages_of(pdf)
    due = PAGES_A_PERSON.get(layout)
    if due is not None and pages != due * len(people):
        raise CannotPrint(f"应有 {due * len(people)} 页，实际 {pages} 页，请联系管理员")
    return Printed(pdf, pages)


def proof_of(certificate: Certificate) -> bytes | None:
    """One certificate as a PNG with 校样 across it; None if it cannot be printed."""
    person = Application.objects.with_record().get(pk=certificate.application_id)
    try:
        return picture(
            Layout.CERTIFICATE, booklet([person], PrintPart.Kind.CERTIFICATE), day=person.batch.graduation_date
        )
    except NotPrintable:
        return None
