"""Whether a candidate's pages mention exemptions at all, and in which words: only where it is of use."""

from dataclasses import dataclass

from django.utils import timezone

from applications.exemptions.applicants import why_closed
from applications.exemptions.courses import open_courses
from applications.exemptions.undecided import undecided_words
from applications.models import Application, ExemptionRow


@dataclass(frozen=True)
class Entry:
    """`waits` tells that the candidate has something to do."""

    sentence: str
    waits: bool = False


def exemption_entry(application: Application) -> Entry | None:
    """None once nothing was asked for and nothing can be."""
    rows = ExemptionRow.objects.filter(application=application).live()
    found = list(rows.values_list("state", "request__by_unit"))
    states = {state for state, _ in found}
    if (ExemptionRow.State.RETURNED, False) in found:
        return Entry("免考申请被退回，请补正后重新提交。", waits=True)
    if ExemptionRow.State.UNPAID in states:
        return Entry("有免考课程还没有缴费。", waits=True)
    if ExemptionRow.State.DRAFT in states:
        return Entry("有一份免考申请还没有提交。", waits=True)
    if words := undecided_words(application):
        return Entry(f"免考还没有决定：{words}。")
    if states:
        return Entry("免考已有结果。")
    if ExemptionRow.objects.filter(
        application=application, state=ExemptionRow.State.ENDED, request__handed_in_at__isnull=False
    ).exists():
        return Entry("没有缴费的免考已作废。")
    if why_closed(application, timezone.now()) is None and open_courses(application.record):
        return Entry("有自考成绩、其他学历或证书的，可以申请免考缺的课程。")
    return None
