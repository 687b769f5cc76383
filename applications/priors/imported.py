"""The institute's imported rows (table 前置学历核对): they know what was confirmed, and nothing of what was not."""

from applications.models import PriorResult
from applications.priors.protocol import Answer, Question
from selfexam.records.models import VerifiedQualification


class Imported:
    code = PriorResult.Provider.IMPORTED

    def ask(self, question: Question) -> Answer | None:
        rows = VerifiedQualification.objects.filter(id_digest=question.id_digest, number=question.number)
        row = rows.first()
        return Answer(PriorResult.Outcome.VERIFIED, note=f"{row.source}，{row.verified_on}") if row else None
