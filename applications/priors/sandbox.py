"""A make-believe 学信网 for the demonstration: the last digit of the number decides. Exists with DEMO=1 only."""

from applications.models import PriorResult
from applications.priors.protocol import Answer, Question

NOT_FOUND, DIFFERS = "678", "9"


class Sandbox:
    code = PriorResult.Provider.SANDBOX

    def ask(self, question: Question) -> Answer | None:
        """…6, …7, …8 are not found, …9 belongs to somebody of another name, everything else is confirmed."""
        last = question.number[-1]
        if last in NOT_FOUND:
            return Answer(PriorResult.Outcome.NOT_FOUND)
        if last in DIFFERS:
            return Answer(PriorResult.Outcome.DIFFERS, note="登记的姓名与考籍不同")
        return Answer(PriorResult.Outcome.VERIFIED, report_number=f"演示{question.number[-6:]}")
