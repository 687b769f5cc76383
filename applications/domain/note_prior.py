"""A reviewer has looked up the prior certificate at 学信网 and writes down what was found, with the report's number.

Called by the desk's page. Every look is a row of its own; the newest counts.
"""

import re
from uuid import UUID

from django.db import transaction

from applications.domain.prior_results import write_result
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.domain.standing import OPEN
from applications.models import Application, PriorResult
from applications.priors.protocol import Answer
from applications.same_batch import rests_on_same_batch
from selfexam.accounts.models import User

Outcome = PriorResult.Outcome


def why_no_note(application: Application) -> str | None:
    """The sentence that says why no result can be written down for this application, None if one can."""
    if application.status not in OPEN:
        return f"申请现在是“{application.get_status_display()}”，不再核对前置学历"
    if rests_on_same_batch(application):
        return "前置学历是同批次的自考专科，看专科申请的会审结果，不用核对证书"
    return None if application.prior_number else "考生还没有填写毕业证书编号"


@transaction.atomic
def note_prior(application_uuid: UUID | str, seen_number: str, answer: Answer, *, by: User) -> PriorResult:
    """`seen_number` is the number that was looked up. Raises DoesNotExist for what `by` may not see."""
    if not (by.is_school or by.is_institute):
        raise NotAllowed("前置学历由主考学校或市教育考试院核对")
    seen = Application.objects.visible_to(by).select_for_update(of=("self",))
    application = seen.select_related("record__programme").get(uuid=application_uuid)
    if not application.record.programme.is_bachelor:
        raise NotAllowed("专科申请，不需要前置学历")
    if sentence := why_no_note(application):
        raise NotAllowed(sentence)
    if application.prior_number != seen_number:
        raise Changed(f"考生已把编号改为 {application.prior_number}，请按新编号再核对")
    _check(answer)
    last = application.prior_results.filter(number=seen_number).last()
    if last is not None and last.by_id == by.pk and _of(last) == answer:
        raise AlreadyDone("这个核对结果已经记录")
    result = write_result(application, answer, PriorResult.Provider.MANUAL, by=by)
    assert result is not None  # noqa: S101 - people may look as often as they like
    return result


def _check(answer: Answer) -> None:
    if answer.outcome not in Outcome.values:
        raise NotAllowed("请选择核对结果")
    if answer.report_number and not re.fullmatch(r"[0-9A-Z]{6,30}", answer.report_number):
        raise NotAllowed("报告编号只含数字和字母，至少 6 位，请对照报告核对")
    if answer.outcome == Outcome.VERIFIED and not answer.report_number:
        raise NotAllowed("核对一致要写报告编号（备案表在线验证码或认证报告编号）")
    if answer.outcome == Outcome.DIFFERS and not answer.note:
        raise NotAllowed("请写明哪一项不一致")


def _of(result: PriorResult) -> Answer:
    return Answer(result.outcome, result.report_number, result.note)
