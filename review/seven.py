"""The seven items of collective review, each with the evidence in one sentence (notice 一(三)). Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.audit import Audit
from applications.audit.findings import BLOCKS, REVIEW
from applications.models import Application, AuditStanding, ExemptionRow
from applications.same_batch import college_of
from review.items import CollectiveItem
from review.models import CollectiveJudgement
from selfexam.records.models import Credit

_EXEMPT = (Credit.Source.EXEMPT_QUALIFICATION, Credit.Source.EXEMPT_CERTIFICATE)
_BRIDGING = (Credit.Source.BRIDGING, Credit.Source.TRANSFER, Credit.Source.MERGED)
_SAT = (Credit.Source.EXAM, Credit.Source.PRACTICE)


@dataclass(frozen=True)
class SevenRow:
    number: int
    item: CollectiveItem
    evidence: str
    judgement: CollectiveJudgement | None
    verdict: str
    note: str


def seven(
    application: Application,
    judgements: Mapping[str, CollectiveJudgement],
    audit: Audit | AuditStanding,
    typed: Mapping[str, str] | None = None,
) -> list[SevenRow]:
    """One row an item, in the notice's order; `typed` is a form that was refused and comes back as it was."""
    credits = list(application.record.credits.counting().select_related("course"))
    words = {
        CollectiveItem.RECORD: _record(application),
        CollectiveItem.PLAN: _plan(application, audit),
        CollectiveItem.SCORES: _scores(credits),
        CollectiveItem.BRIDGING: _listed(credits, _BRIDGING, "没有学分互认、转入或合并的课程"),
        CollectiveItem.EXEMPTIONS: _exemptions(application, credits),
        CollectiveItem.PRIOR_DEGREE: _prior(application),
        CollectiveItem.HANDWRITING: "系统内没有笔迹样本，请对照考试原卷判定",
    }
    rows = []
    for n, item in enumerate(CollectiveItem, 1):
        stored = judgements.get(item)
        verdict, note = (stored.verdict, stored.note) if stored else ("", "")
        if typed is not None:
            verdict, note = typed.get(f"verdict-{item.value}", ""), typed.get(f"note-{item.value}", "")
        rows.append(SevenRow(n, item, words[item], stored, verdict, note))
    return rows


def _record(application: Application) -> str:
    record = application.record
    confirmed = "考生已核对" if application.record_confirmed_at else "考生没有核对"
    sex, papers = record.get_sex_display(), record.get_id_type_display()
    return f"{record.name}，{sex}，{record.birth_date} 出生，{papers}；{confirmed}"


def _plan(application: Application, audit: Audit | AuditStanding) -> str:
    programme, plan = application.record.programme, application.record.plan
    asked = f"{plan.version} 版计划，要求 {plan.least_courses} 门 {plan.least_credits} 学分"
    return f"{programme.code} {programme}，{asked}；{_standing(audit)}"


def _standing(audit: Audit | AuditStanding) -> str:
    """What the audit below says, where the judgement is made: nobody approves without having read it."""
    if isinstance(audit, AuditStanding):
        blocks = reviewed = audit.reasons
    else:
        blocks, reviewed = ([f.message for f in audit.findings if f.severity == s] for s in (BLOCKS, REVIEW))
    if audit.verdict == AuditStanding.Verdict.FAIL:
        return f"还不满足毕业条件：{'；'.join(blocks)}"
    if audit.verdict == AuditStanding.Verdict.REVIEW:
        return f"毕业条件有 {len(reviewed)} 处要核对"
    return "满足毕业条件"


def _scores(credits: list[Credit]) -> str:
    sat = [c for c in credits if c.source in _SAT]
    marks = [c.mark for c in sat if c.mark is not None]
    lowest = f"，最低 {min(marks)} 分" if marks else ""
    return f"统考和实践 {len(sat)} 门{lowest}"


def _exemptions(application: Application, credits: list[Credit]) -> str:
    """The exempted courses, and requests of this batch that are open or were refused."""
    said = _listed(credits, _EXEMPT, "没有免考课程")
    rows = application.exemption_rows.select_related("course").order_by("course__code")
    shown = (*ExemptionRow.UNDECIDED, ExemptionRow.State.REFUSED)
    others = "、".join(f"{row.course}（{row.get_state_display()}）" for row in rows if row.state in shown)
    return f"{said}；本次申请：{others}" if others else said


def _listed(credits: list[Credit], sources: tuple[str, ...], nothing: str) -> str:
    found = [c for c in credits if c.source in sources]
    if not found:
        return nothing
    return f"{len(found)} 门：" + "、".join(
        f"{c.course.code} {c.course.name}（{c.get_source_display()}）" for c in found
    )


def _prior(application: Application) -> str:
    if not application.record.programme.is_bachelor:
        return "专科申请，不需要前置学历"
    college = college_of(application)
    if college is not None:
        return college.sentence
    return f"{application.prior_school}，{application.prior_number}，{application.get_prior_check_display()}"
