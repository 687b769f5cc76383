"""Invented messages and calls of the demonstration, and one self-appraisal that was copied from another candidate."""

from uuid import uuid4

from applications.domain.message import write_message
from applications.models import Application
from applications.statuses import Status
from review.domain.calls import log_call
from review.models import Call
from selfexam.accounts.models import User

_QUESTION = "老师好，我的毕业证书编号在哪里查？证书是 2016 年发的，编号有点模糊。"
_ANSWER = "请看毕业证书下方“证书编号”一行，或到学信网查询后填写。看不清的，把证书图片拍清楚一些上传就可以。"
_THANKS = "明白了，我今晚重新拍一张上传。"
_WHEN = "请问照片重拍以后还要再交费吗？我在外地，周末才能拍。"


def play_contact(returned: list[Application], waiting: list[Application], reviewer_of: dict[int, User]) -> None:
    """A thread that is answered, two that wait, and calls with every kind of result that happens often."""
    for application in returned[:2]:
        reviewer = reviewer_of[application.school_id]
        _call(application, Call.Result.NO_ANSWER, "", reviewer)
        _call(application, Call.Result.REACHED, "已说明要重拍，本人表示周日前重新上传", reviewer)
        _say(application, _WHEN, application.record.holder)
    for index, application in enumerate(waiting[:2]):
        reviewer = reviewer_of[application.school_id]
        _say(application, _QUESTION, application.record.holder)
        if index == 0:
            _say(application, _ANSWER, reviewer)
            _say(application, _THANKS, application.record.holder)
            _call(application, Call.Result.WRONG, "接电话的人说不认识考生", reviewer)


def of_demonstration(status: Status, batch_code: str) -> list[Application]:
    rows = Application.objects.filter(status=status, batch__code=batch_code).order_by("pk")
    return list(rows.select_related("record__holder"))


def _say(application: Application, text: str, by: User | None) -> None:
    if by is not None:
        write_message(application.uuid, text, by=by, key=uuid4())


def _call(application: Application, result: str, note: str, by: User) -> None:
    log_call(application.uuid, result, note, by=by, key=uuid4())
