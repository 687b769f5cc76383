"""How many courses a person may have exempted: limits are data (ExemptionLimits), counted here.

Non-自考 graduates may exempt at most half of the plan's courses (免考规定, domain.md 5.7); checked when a form is
handed in and shown to whoever decides.
"""

from dataclasses import dataclass

from applications.models import Application, ExemptionLimits, ExemptionRequest, ExemptionRow
from selfexam.records.models import Credit


@dataclass(frozen=True)
class Share:
    """`degree` of `allowed` courses by other degrees, `asked` courses in all; without a cap `most` is None."""

    degree: int
    allowed: int
    asked: int
    most: int | None
    percent: int

    @property
    def refusal(self) -> str | None:
        if self.degree > self.allowed:
            said = f"以其他学历最多免考计划门数的 {self.percent}%，共 {self.allowed} 门"
            return f"{said}；现在是 {self.degree} 门，请减少 {self.degree - self.allowed} 门"
        if self.most is not None and self.asked > self.most:
            return f"每人最多申请免考 {self.most} 门；现在是 {self.asked} 门，请减少 {self.asked - self.most} 门"
        return None


def share_of(application: Application, adding: ExemptionRequest | None = None) -> Share:
    """What was handed in or granted so far, with the rows of `adding`; each course counts once."""
    rows = ExemptionRow.objects.filter(application=application).live().select_related("course", "request")
    counted = [
        row for row in rows if row.state != ExemptionRow.State.DRAFT or row.request_id == getattr(adding, "pk", 0)
    ]
    other = {row.course.code for row in counted if row.request.basis == ExemptionRequest.Basis.DEGREE}
    # An own earlier record leaves the same source on the credit; it never counts against the share.
    granted = ExemptionRow.objects.filter(
        application__record=application.record_id, state=ExemptionRow.State.APPROVED
    ).exclude(request__basis=ExemptionRequest.Basis.DEGREE)
    not_degree = ({row.course.code for row in counted} | set(granted.values_list("course__code", flat=True))) - other
    before = Credit.objects.counting().filter(record=application.record_id, source=Credit.Source.EXEMPT_QUALIFICATION)
    degree = other | (set(before.values_list("course__code", flat=True)) - not_degree)
    limits = ExemptionLimits.of(application.batch)
    allowed = application.record.plan.least_courses * limits.most_share // 100
    # Somebody who came by certificates or an own record alone is not limited by the share.
    concerned = bool(other)
    return Share(len(degree) if concerned else 0, allowed, len(counted), limits.most_courses, limits.most_share)
