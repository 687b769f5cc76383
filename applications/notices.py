"""What a candidate is told after each step: the words, written as outbox rows in the step's own transaction.

lifecycle.py calls `write_notice`; mailing.py delivers.
"""

from collections.abc import Callable

from applications.models import Application, Notice
from applications.workflow import Action
from selfexam.wording import money, span, when


def _submitted(application: Application, note: str) -> tuple[str, str]:
    return (
        "毕业申请已提交",
        f"{application.school} 已收到您的毕业申请，正在初审。初审通过后，请在 {when(application.batch.pay_until)} "
        "前缴纳毕业审定费，逾期本次申请作废。",
    )


def _returned(application: Application, note: str) -> tuple[str, str]:
    return (
        "毕业申请需要您修改",
        f"{application.school} 退回了您的申请：{note}。请在 {when(application.batch.review_until)} 前改好并重新提交。",
    )


def _first_passed(application: Application, note: str) -> tuple[str, str]:
    return (
        "初审已通过，请缴费",
        f"请在 {when(application.batch.pay_until)} 前缴纳毕业审定费 {money(application.batch.review_fee)}。"
        "缴费完成后初审才算合格，逾期本次申请作废。",
    )


def _paid(application: Application, note: str) -> tuple[str, str]:
    batch = application.batch
    return (
        "初审合格",
        f"毕业审定费已缴清。市教育考试院将在 {span(batch.collective_from, batch.collective_until)} 集中会审，"
        "结果会在这里通知您。",
    )


def _unsettled(application: Application, note: str) -> tuple[str, str]:
    return (
        "现场缴费登记已作废",
        f"主考学校今天登记的缴费有误，已经作废。请在 {when(application.batch.pay_until)} 前缴纳毕业审定费 "
        f"{money(application.batch.review_fee)}，逾期本次申请作废。",
    )


def _withdrawn(application: Application, note: str) -> tuple[str, str]:
    return "毕业申请已撤回", "您撤回了本次毕业申请。填写的文字已保留，再申请时不用重写，照片和证件图片要重新上传。"


def _lapsed(application: Application, note: str) -> tuple[str, str]:
    return (
        "本次申请已作废",
        f"到 {when(application.batch.pay_until)} 没有完成提交、初审和缴费，本次申请按规定作废。"
        "填写的文字已保留，下次可以重新申请。",
    )


def _approved(application: Application, note: str) -> tuple[str, str]:
    return "集中会审已通过", "您的毕业申请已通过集中会审，正在办理毕业证书电子注册。"


def _refused(application: Application, note: str) -> tuple[str, str]:
    return (
        "集中会审未通过",
        f"原因：{note}。毕业审定费原路退回，在现场缴费的到收费的学校领取。对结果有疑问，请联系 {application.school}。",
    )


def _registered(application: Application, note: str) -> tuple[str, str]:
    return "毕业证书已电子注册", "您的毕业证书已完成电子注册，正在制作。注册信息可在学信网查询。"


def _printed(application: Application, note: str) -> tuple[str, str]:
    where = application.school.handover_note or f"请留意 {application.school} 的领取通知。"
    return "毕业证书已制作完成", f"您的毕业证书和毕业生登记表已制作完成。{where}"


def _issued(application: Application, note: str) -> tuple[str, str]:
    return "毕业证书已领取", "您的毕业证书和毕业生登记表已发放，请妥善保管。毕业证书遗失不能补发原件。"


WORDS: dict[str, Callable[[Application, str], tuple[str, str]]] = {
    Action.SUBMIT: _submitted,
    Action.RESUBMIT: _submitted,
    Action.RETURN: _returned,
    Action.PASS_FIRST: _first_passed,
    Action.SETTLE: _paid,
    Action.UNSETTLE: _unsettled,
    Action.WITHDRAW: _withdrawn,
    Action.LAPSE: _lapsed,
    Action.APPROVE: _approved,
    Action.REFUSE: _refused,
    Action.REGISTER: _registered,
    Action.PRINT: _printed,
    Action.ISSUE: _issued,
}


def write_notice(application: Application, action: str, note: str) -> Notice:
    """The outbox row for one step; `note` is the reason where the step has one."""
    subject, body = WORDS[action](application, note)
    return Notice.objects.create(application=application, kind=action, subject=subject, body=body)
